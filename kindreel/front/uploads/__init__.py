"""Uploads that can be interrupted and go on: the tus 1.0 protocol, and the shelf that keeps what arrived."""
