# What the examples share: an environment in the checkout's .venv, made as the checkout's own Makefile makes it.
# Needs python3.11 (or newer), pip and make; an example's Makefile names its EXTRA.
ROOT := ../..
BIN := $(ROOT)/.venv/bin
PORT ?= 8000
export UV_SYSTEM_CERTS ?= 1
export UV_NO_PROGRESS ?= 1

.PHONY: run install
install:
	@$(MAKE) --silent -C $(ROOT) .venv/.ready
	@$(BIN)/uv pip install --quiet --python $(BIN)/python -c $(ROOT)/constraints.txt -e '$(ROOT)[all,$(EXTRA)]'
