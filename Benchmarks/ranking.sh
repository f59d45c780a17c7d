#!/bin/sh
# Ranking quality on sets of tasks: SHARED/ranking holds SET.items.jsonl, tasks/, labels/ and score.py.
# Prints the cells of each set with their calibration, and the mean nDCG@10.
#
#   Benchmarks/ranking.sh SHARED [CACHE]
set -eu

shared=${1:?usage: Benchmarks/ranking.sh SHARED [CACHE]}
folder=$shared/ranking
gleaner=${GLEANER:-bin/gleaner}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cache=${2:-$work}

for set in citeulike ghstars triage; do
  "$gleaner" rank --items "$folder/$set.items.jsonl" --task "$folder/tasks/$set.jsonl" \
    --cache "$cache" > "$work/run.jsonl"
  python3 "$folder/score.py" "$folder/labels/$set.jsonl" "$work/run.jsonl" | tee -a "$work/cells"
done
awk '{ for (i = 1; i < NF; i++) if ($i == "nDCG10") { sum += $(i + 1); n++ } }
     END { printf "mean nDCG10 %.4f of %d cells\n", sum / n, n }' "$work/cells"
