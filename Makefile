# Needs a JDK 21 or newer (found by hack/jdk) and Maven. `make help` lists what there is.
SHELL := bash
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: $(shell sed -n 's/^\([a-z-]*\):.*## .*/\1/p' $(MAKEFILE_LIST))

# The control plane's binaries: as preset, else from a folder beside this one that holds them packed, else from the cache.
kube = HOLDFAST_KUBE="$$(hack/kube-binaries ../shared/kube/unpack)" || [ $$? = 1 ] || exit 2; export HOLDFAST_KUBE

# Prometheus and others for the tests that want them; where they cannot be had, it says so, and so does each test that is skipped.
tools = hack/debian-tools >/dev/null || true

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## Compile and yield target/holdfast.jar, without tests
	@hack/mvn --quiet package -DskipTests
	@echo "Run it: java -jar target/holdfast.jar --help"

test: ## Unit, golden and property tests, then those on a real control plane (see kube)
	@$(tools)
	@$(kube); exec hack/test

test-long: ## The integration tests that need a machine to themselves, which `make test` leaves out
	@$(tools)
	@$(kube); exec hack/mvn verify -P '!rights-of-the-run' -Dut.skip=true -Dit.groups=long -Dit.excluded=none -Dit.parallelism=1 -Dit.most=1

demo: ## Crash a host of a real control plane and watch Holdfast move its replicas (1 minute)
	@$(kube); exec hack/run dev.holdfast.demo.Demo

bench: ## Measure recovery, memory, JVM flags and more, and write docs/benchmarks.md (one alone: BENCH=jvm)
	@$(kube); exec hack/run dev.holdfast.bench.Bench

takeover: ## End the leader 20 times and measure until another replica leads; writes docs/safety.md
	@$(kube); exec hack/run dev.holdfast.bench.Takeover

idle: ## Watch 50 idle policies for 10 minutes: nothing is written but leases and drifting digits; writes docs/safety.md
	@$(kube); exec hack/run dev.holdfast.bench.Idle

alarms: ## Kill operators and stop receivers 100 times: no alarm is lost (45 minutes); writes docs/alarms.md; SEED=n
	@$(kube); exec hack/run dev.holdfast.bench.AlarmsLost

mutants: ## Plant each seeded bug in turn and show which test catches it; writes docs/safety.md; MUTANTS_BY=sim, ROUNDS=n: which the simulator sees
	@$(kube); JAVA_OPTS="$${JAVA_OPTS:--XX:TieredStopAtLevel=1}" exec hack/run dev.holdfast.mutants.Mutants $(ONLY)

chaos: ## Disturb calls of every recovery for 75 minutes and write docs/safety.md; SEED=n, ONLY='restart/delay', MINUTES=n
	@$(kube); exec hack/run dev.holdfast.chaos.Chaos

freezes: ## Freeze API servers 100 times for up to a minute (20 minutes), into docs/safety.md too; SEED=n
	@$(kube); exec hack/run dev.holdfast.chaos.Freezes

accuracy: ## Compare the account with the truth of months of random faults, and write docs/accuracy.md; SEED=n, HISTORIES=n
	@exec hack/run dev.holdfast.accuracy.Accuracy

sim: ## Let 30,000 faults happen to played clusters in virtual time, and write docs/detection.md (10 minutes); SEED=n, ONLY=CLASS, TRACE=1
	@exec hack/run dev.holdfast.sim.Simulation

prober: ## Compare the account with what an independent prober sees of 24 workloads (16 minutes), into docs/account.md; SEED=n, MINUTES=n
	@$(kube); exec hack/run dev.holdfast.bench.ProbedHistories

check: ## All that CI checks without a cluster: format, warnings, architecture, unit tests, CRDs
	@$(tools)
	@hack/format --check
	@hack/mvn test

format: ## Format the sources with google-java-format
	@hack/format

crd: ## Write crds/ anew from the classes of the API
	@hack/mvn --quiet test -Dtest=CrdDriftTest -Dcrd.rewrite=true
	@ls crds/*.yml

manifests: ## Write deploy/install.yaml anew from deploy/parts/ and crds/
	@hack/mvn --quiet test -Dtest=ManifestDriftTest -Dmanifests.rewrite=true
	@ls deploy/install.yaml

metrics-doc: ## Write docs/metrics.md anew from the metrics that the code declares
	@hack/mvn --quiet test -Dtest=MetricsDriftTest -Dmetrics.rewrite=true
	@ls docs/metrics.md

image: ## Write an OCI image a platform, and its bill of materials, to target/ (no daemon needed)
	@hack/image

golden: ## Write what the golden cases expect anew, for review
	@hack/mvn --quiet test -Dtest='*Golden*' -Dgolden.rewrite=true
	@git status --short src/test/resources

kube: ## Fetch the control plane's binaries into the user's cache (unverified, see hack/fetch-kube --help)
	@hack/fetch-kube

clean: ## Remove what the build made
	@rm -rf target
