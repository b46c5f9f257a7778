# fragmentation.tsv in Markdown: a section for each measure, policies down, recordings across.
BEGIN { FS = "\t" }
FNR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
{
  if (!($1 in sha)) { traces[++nt] = $1; sha[$1] = $2; requests[$1] = $3; peak[$1] = $4 }
  if (!($5 in known)) { policies[++np] = $5; known[$5] = 1 }
  for (name in column) value[$1, $5, name] = $column[name]
}
function grouped(number,    text) {
  text = ""
  while (length(number) > 3) { text = "," substr(number, length(number) - 2) text; number = substr(number, 1, length(number) - 3) }
  return number text
}
# Half away from zero of the decimal digits that a double stands for, as Java formats; printf rounds the double itself.
function percent(number,    text, dot) {
  text = sprintf("%.10f", 100 * number + (number < 0 ? -1 : 1) * 0.05 + (number < 0 ? -1 : 1) * 1e-9)
  dot = index(text, ".")
  return substr(text, 1, dot + 1)
}
function section(title, name,    i, j, sum, all, cell, number) {
  printf "\n## %s\n\n| policy |", title
  for (i = 1; i <= nt; i++) { short = traces[i]; sub(/\.(full|nf)$/, "", short); printf " %s |", short }
  printf " mean |\n| --- |"
  for (i = 0; i <= nt; i++) printf " ---: |"
  print ""
  for (j = 1; j <= np; j++) {
    printf "| %s |", policies[j]
    sum = 0; all = 1
    for (i = 1; i <= nt; i++) {
      cell = value[traces[i], policies[j], name]
      if (cell == "-" || cell == "") { all = 0; printf " - |"; continue }
      number = name == "min_heap" ? cell / peak[traces[i]] - 1 : cell
      sum += number
      printf " %s |", percent(number)
    }
    printf " %s |\n", all ? percent(sum / nt) : "-"
  }
}
END {
  print "# Fragmentation: every policy on every recording\n"
  print "Written by `results/reproduce`; README.md beside it says what it means."
  print "All but the first table in percent; - did not finish; *mean* over all."
  print "\n| recording | requests | peak live bytes | SHA-256 |\n| --- | ---: | ---: | --- |"
  for (i = 1; i <= nt; i++)
    printf "| %s | %s | %s | `%s` |\n", traces[i], grouped(requests[traces[i]]), grouped(peak[traces[i]]), sha[traces[i]]
  section("Smallest heap over peak live bytes, less 1", "min_heap")
  section("Measure 1: heap used over live bytes, averaged, less 1", "measure_1")
  section("Measure 2: heap used over live bytes at peak live, less 1", "measure_2")
  section("Measure 3: peak heap used over live bytes then, less 1", "measure_3")
  section("Measure 4: peak heap used over peak live bytes, less 1", "measure_4")
}
