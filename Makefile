# `make help` lists what can be made.

.DEFAULT_GOAL := help
SWIFT_FLAGS := --explicit-target-dependency-import-check error

.PHONY: help setup run test test-slow torture build screenshots format lint bench clean

help: ## show this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## install what is needed (done by run, test and build too)
	@scripts/setup

run: build ## run the pipeline: on your feeds, or on the sample while you have none
	@scripts/run

build: setup ## leave bin/gleaner
	@scripts/build release

test: setup ## run the tests
	@scripts/test

test-slow: setup ## browsers, real servers, fuzzers
	@scripts/test --slow

torture: setup ## kill it again and again, MINUTES=1 SEED=1, and add to docs/torture.md
	@MINUTES="$(MINUTES)" SEED="$(SEED)" NETWORKS="$(NETWORKS)" scripts/torture

screenshots: build ## renew the pictures in docs/images
	@CHROMIUM=$$(scripts/browser) GLEANER=bin/gleaner $$(scripts/peers) Tests/Peers/screenshots.py

format: ## format the sources
	@swift format --in-place --recursive --parallel Sources Tests Benchmarks Package.swift

lint: ## check the format
	@swift format lint --strict --recursive --parallel Sources Tests Benchmarks Package.swift

bench: build ## measure against the peers
	@Benchmarks/run

clean: ## remove what was built; var/ (your data) stays
	@rm -rf .build bin
