# SPDX-License-Identifier: Apache-2.0
# From relocation.tsv to relocation.md: means over the recordings of the excess over the peak of live bytes, roots included, in
# percent, and of the cost, what out-of-memory brings included, as a ratio to that of dlmalloc with granularity 4096 (geometric).
# A mean of which one recording is lacking, since a contender does not finish there, is -.
#
#   awk -f results/relocation.awk results/relocation.tsv >results/relocation.md
BEGIN { FS = "\t" }
NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
function value(name) { return $at[name] }
{
  trace = value("trace"); who = value("contender"); locks = value("locks"); heap = value("heap"); budget = value("budget")
  if (!(who in seen)) { seen[who]; order[++contenders] = who }
  usual = trace ~ /\.full$/ ? "fine" : "none"
  finished = value("outcome") == "finished"
  excess = value("min_heap") == "" ? "" : 100 * ((value("min_heap") + value("root_bytes")) / value("peak_live") - 1)
  cost = finished ? (value("cost") + value("oom_cost")) / value("requests") : ""
  if (heap == "min" && budget == "none") {
    if (locks == usual) add("smallest heap", excess)
    if (locks == "coarse") add("coarse locks", excess)
    if (locks == "none") add("no locks", excess)
  }
  if (heap == "min" && budget != "none" && locks == usual) add("budget 64 KiB", excess)
  if (budget != "none" || locks != usual) next
  if (heap == "1.5x") {
    add("footprint at 1.5 ×", finished ? 100 * ((value("footprint") + value("root_bytes")) / value("peak_live") - 1) : "")
    costs["cost at 1.5 ×", who, trace] = cost
  }
  if (heap == "1.1x") costs["cost at 1.10 ×", who, trace] = cost
  traces[trace]
}
function add(column, number) {
  n[column, who]++
  if (number == "") lacking[column, who] = 1
  else sum[column, who] += number
}
function mean(column, who) {
  return lacking[column, who] || !n[column, who] ? "-" : sprintf("%.2f %%", sum[column, who] / n[column, who])
}
function ratio(column, who,   trace, logs, count, base) {
  for (trace in traces) {
    base = costs["cost at 1.5 ×", "dlmalloc 4096", trace]
    if (costs[column, who, trace] == "" || base == "") return "-"
    logs += log(costs[column, who, trace] / base)
    count++
  }
  return sprintf("%.3f", exp(logs / count))
}
END {
  count = 0
  for (trace in traces) count++
  printf "Means over %d recordings, made by `results/relocation` of [relocation.tsv](relocation.tsv): the excess over peak live bytes, roots included, and the cost,\n", count
  print "what out-of-memory brings included, as a ratio to that of dlmalloc with granularity 4,096 in 1.5 times the peak (geometric); - where one of them"
  print "does not finish. Fine locks, none of a recording without accesses, unless the column says others; coarse ones of those with accesses.\n"
  columns = split("smallest heap|coarse locks|no locks|budget 64 KiB|footprint at 1.5 ×", column, "|")
  printf "| contender |"
  for (c = 1; c <= columns; c++) printf " %s |", column[c]
  printf " cost at 1.5 × | at 1.10 × |\n| --- |"
  for (c = 1; c <= columns + 2; c++) printf " ---: |"
  print ""
  for (i = 1; i <= contenders; i++) {
    printf "| %s |", order[i]
    for (c = 1; c <= columns; c++) printf " %s |", mean(column[c], order[i])
    printf " %s | %s |\n", ratio("cost at 1.5 ×", order[i]), ratio("cost at 1.10 ×", order[i])
  }
}
