#!/usr/bin/env bash
# Takes Holdfast away, whether it runs or not: kubectl with an administrator's rights is all it needs.
# usage: deploy/uninstall.sh [FILE]    FILE: where your policies are kept, holdfast-policies.yaml if not said
# OVERWRITE=yes lets it write over policies that FILE has already.
# What is yours stays: workloads, pods, budgets, claims, and ClusterRoles that you labelled for Holdfast.
set -euo pipefail

manifest="$(dirname "$0")/install.yaml"
kept=${1:-holdfast-policies.yaml}
patience=${PATIENCE:-2m}

# Each definition by itself: one that is missing costs no policies of the other. Status and what only
# the API server writes are left out, so that the file can be applied again.
policies() {
  local kind defined found
  for kind in highavailabilitypolicies.holdfast.dev nodehealthpolicies.holdfast.dev; do
    defined=$(kubectl get --ignore-not-found -o name crd "$kind") || return
    [ -n "$defined" ] || continue
    found=$(kubectl get "$kind" --all-namespaces -o yaml) || return
    case $found in *$'\n- '*) printf '%s\n' --- "$found" ;; esac
  done |
    awk '/^  status:/ { skip = 1 } /^[^ ]/ { skip = 0 }
      !skip && !/^    (creationTimestamp|deletionGracePeriodSeconds|deletionTimestamp|generation|resourceVersion|uid):/'
}

has_policies() {
  grep -Eqs '^ *kind: "?(HighAvailabilityPolicy|NodeHealthPolicy)"?$' "$1"
}

# Whether the second file has all policies of the first, as they are.
all_stand_in() {
  awk 'function close_item() {
      if (item != "" && !second) known[item]
      if (item != "" && second && !(item in known)) missing = 1
      item = ""
    }
    FNR == 1 { close_item(); second = FILENAME == ARGV[2] }
    /^[^ ]/ { close_item() }
    /^- / || item != "" { item = item $0 "\n" }
    END { close_item(); exit missing + 0 }' "$2" "$1"
}

# Policies go with their definitions, so the file is whole before anything is taken away. One with
# policies in it may be all that is left of them after a run that was interrupted.
policies >"$kept.part" || { rm "$kept.part"; exit 1; }
if ! has_policies "$kept.part"; then
  rm "$kept.part"
elif ! has_policies "$kept" || [ "${OVERWRITE:-}" = yes ]; then
  mv "$kept.part" "$kept"
elif all_stand_in "$kept.part" "$kept"; then
  rm "$kept.part"
else
  rm "$kept.part"
  echo "$kept has policies in it already, and the cluster has others: nothing was done." \
    "Name another file to keep these too, or say OVERWRITE=yes to lose those in $kept." >&2
  exit 1
fi
if has_policies "$kept"; then echo "Your policies are kept in $kept"; fi

# Its rights go first, so that a replica on a node that nobody reaches can do no more either.
kubectl delete --ignore-not-found clusterrolebinding holdfast holdfast-further-kinds
kubectl delete --ignore-not-found --namespace kube-node-lease rolebinding holdfast
kubectl delete --ignore-not-found --namespace default rolebinding holdfast
kubectl delete --ignore-not-found --namespace holdfast-system rolebinding holdfast

kubectl delete --ignore-not-found --timeout="$patience" -f "$manifest" ||
  echo "Not all of it is gone after $patience: a pod on a dead node stays until the node is back or removed."

# It may be gone already, with its node or by an earlier run.
untaint() {
  local left
  kubectl taint node "$1" holdfast.dev/unhealthy:NoSchedule- && return
  left=$(kubectl get --ignore-not-found node "$1" \
    -o jsonpath='{.spec.taints[?(@.key=="holdfast.dev/unhealthy")].effect}') || return
  [[ " $left " != *" NoSchedule "* ]]
}

# A mark tells whether the taint beside it is Holdfast's own, so it goes after the taint and not before.
marks=$(kubectl get nodes -o jsonpath='{range .items[*]}{.metadata.name}{"\t"}{.metadata.annotations.holdfast\.dev/marked}{"\n"}{end}')
stuck=()
while IFS=$'\t' read -r node mark; do
  case $mark in
    '') continue ;;
    *taint=own*) untaint "$node" || { stuck+=("$node"); continue; } ;;
  esac
  kubectl annotate node "$node" holdfast.dev/marked- || stuck+=("$node")
done <<<"$marks"
# The word of an administrator that a boot is dead goes with them: it means nothing any more.
kubectl annotate nodes --all holdfast.dev/confirmed-dead- >/dev/null
if ((${#stuck[@]})); then
  echo "Holdfast is gone, but not from these nodes: ${stuck[*]}. Its taint holdfast.dev/unhealthy:NoSchedule," \
    "or the mark that tells it from others', could not be taken off: run this again." >&2
  exit 1
fi
echo "Holdfast is gone. Its Events go by themselves, as all Events do."
