# Each verb is a program in bin/; this file only lists them.
.PHONY: setup run test-fast test soak bench demo lint

setup:
	@bin/setup
run:
	@bin/run
test-fast:
	@bin/test-fast
test:
	@bin/test
soak:
	@bin/soak
bench:
	@bin/bench
demo:
	@bin/demo
lint:
	@bin/lint
