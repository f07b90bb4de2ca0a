#!/usr/bin/env bash
# Takes Holdfast away, whether it runs or not: kubectl with an administrator's rights is all it needs.
# usage: deploy/uninstall.sh [FILE]    FILE: where your policies are kept, holdfast-policies.yaml if not said
# What is yours stays: workloads, pods, budgets, claims, and ClusterRoles that you labelled for Holdfast.
set -euo pipefail

manifest="$(dirname "$0")/install.yaml"
kept=${1:-holdfast-policies.yaml}
patience=${PATIENCE:-2m}

# Policies go with their definitions. Status and what only the API server writes are left out, so that
# the file can be applied again.
if kubectl get crd highavailabilitypolicies.holdfast.dev nodehealthpolicies.holdfast.dev >/dev/null 2>&1; then
  kubectl get highavailabilitypolicies,nodehealthpolicies --all-namespaces -o yaml |
    awk '/^  status:/ { skip = 1 } /^(- |[a-z])/ { skip = 0 }
      !skip && !/^    (creationTimestamp|generation|resourceVersion|uid):/' >"$kept"
  echo "Your policies are kept in $kept"
fi

# Its rights go with it, so that a replica on a node that nobody reaches can do no more either.
kubectl delete --ignore-not-found --timeout="$patience" -f "$manifest" ||
  echo "Not all of it is gone after $patience: a pod on a dead node stays until the node is back or removed."

# A mark tells whether the taint beside it is Holdfast's own; nobody is left who would put it back.
kubectl get nodes -o jsonpath='{range .items[*]}{.metadata.name}{"\t"}{.metadata.annotations.holdfast\.dev/marked}{"\n"}{end}' |
  while IFS=$'\t' read -r node mark; do
    case $mark in *taint=own*) kubectl taint node "$node" holdfast.dev/unhealthy:NoSchedule- || true ;; esac
  done
# The word of an administrator that a boot is dead goes with them: it means nothing any more.
kubectl annotate nodes --all holdfast.dev/marked- holdfast.dev/confirmed-dead- >/dev/null
echo "Holdfast is gone. Its Events go by themselves, as all Events do."
