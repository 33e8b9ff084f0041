"""The deep reader: a small pre-trained encoder taught on our rows. Needs the extra `train`."""
