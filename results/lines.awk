# From the table of the experiment to a line of fragmentation.tsv: the options that a policy was given, a dash where there is
# nothing to say or the policy did not finish.
BEGIN { FS = OFS = "\t" }
FNR == 1 { next }
{
  delete option
  n = split($7, given, " ")
  for (i = 1; i <= n; i++) { split(given[i], pair, "="); option[pair[1]] = given[i] }
  if ($5 ~ /, bare$/) options = option["align"] "," option["header"] "," option["order"]
  else if ("order" in option && $6 ~ /fit$/) options = option["order"]
  else if ("granularity" in option) options = option["granularity"]
  else options = "-"
  finished = $9 == "finished"
  line = $1 OFS $2 OFS $3 OFS $4 OFS $5 OFS $6 OFS options OFS $8 OFS (finished ? "yes" : "no")
  for (i = 10; i <= 16; i++) line = line OFS ($i == "" || (i > 11 && !finished) ? "-" : $i)
  print line
}
