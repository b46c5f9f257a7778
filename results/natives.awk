# natives.tsv in Markdown: a section for each figure, recordings down, libraries across; then natives-options.tsv, the table of an
# experiment, a row for each library and option.
BEGIN { FS = "\t" }
FNR == 1 { delete column; for (i = 1; i <= NF; i++) column[$i] = i; next }
"contender" in column {
  if (!($1 in varied)) { varied_traces[++nv] = $1; varied[$1] = 1 }
  contender = $column["contender"]
  if (!(contender in contending)) { contenders[++nc] = contender; contending[contender] = 1 }
  peak[$1, contender] = $column["resident_peak"]; end[$1, contender] = $column["resident_end"]
  next
}
{
  trace = $1
  library = $column["library"] " " $column["version"]
  if (!(trace in known)) { traces[++nt] = trace; known[trace] = 1 }
  if (!(library in known)) { libraries[++nl] = library; known[library] = 1 }
  for (name in column) value[trace, library, name] = $column[name]
  if ($column["randomised"] == "yes") mark[library] = " *"
  else if ($column["resident_spread"] != "-" && !(library in mark)) mark[library] = " +"
}
# Half away from zero of the decimal digits that a double stands for; printf rounds the double itself.
function decimals(number, digits,    text) {
  text = sprintf("%.10f", number + 0.5 / 10 ^ digits + 1e-9)
  return substr(text, 1, index(text, ".") + digits)
}
function cell(trace, library, name, unit,    bytes) {
  bytes = value[trace, library, name]
  if (bytes == "" || bytes == "-") return "-"
  if (unit == "peak") return decimals(bytes / value[trace, library, "peak_live"], 3)
  return unit == "KiB" ? sprintf("%d", bytes / 1024) : bytes
}
function section(title, name, unit,    i, j) {
  printf "\n## %s\n\n| recording |", title
  for (j = 1; j <= nl; j++) printf " %s%s |", libraries[j], mark[libraries[j]]
  printf "\n| --- |"
  for (j = 1; j <= nl; j++) printf " ---: |"
  print ""
  for (i = 1; i <= nt; i++) {
    printf "| %s |", traces[i]
    for (j = 1; j <= nl; j++) printf " %s |", cell(traces[i], libraries[j], name, unit)
    print ""
  }
}
# The smallest and the largest value of a library, as the tables show it.
function range(library, name, unit, digits,    i, text, number, low, high) {
  low = high = ""
  for (i = 1; i <= nt; i++) {
    text = value[traces[i], library, name]
    if (text == "" || text == "-") continue
    number = unit == "peak" ? text / value[traces[i], library, "peak_live"] : unit == "KiB" ? text / 1024 : text + 0
    if (low == "" || number < low) low = number
    if (high == "" || number > high) high = number
  }
  if (low == "") return "-"
  low = digits ? decimals(low, digits) : sprintf("%.0f", low)
  high = digits ? decimals(high, digits) : sprintf("%.0f", high)
  return low == high ? low : low " to " high
}
# On how many recordings a library has the smallest peak; on equal ones each that has it.
function smallest(library,    i, j, own, best, count) {
  count = 0
  for (i = 1; i <= nt; i++) {
    own = value[traces[i], library, "resident_peak"]
    if (own == "") continue
    best = 1
    for (j = 1; j <= nl; j++)
      if (value[traces[i], libraries[j], "resident_peak"] != "" && value[traces[i], libraries[j], "resident_peak"] + 0 < own + 0) best = 0
    count += best
  }
  return count
}
function options(    i, j) {
  if (!nc) return
  printf "\n## What options pay: KiB resident at the peak, and at the end\n\n| library, option |"
  for (i = 1; i <= nv; i++) printf " %s, peak | at the end |", varied_traces[i]
  printf "\n| --- |"
  for (i = 1; i <= nv; i++) printf " ---: | ---: |"
  print ""
  for (j = 1; j <= nc; j++) {
    printf "| %s |", contenders[j]
    for (i = 1; i <= nv; i++)
      if (peak[varied_traces[i], contenders[j]] == "") printf " - | - |"
      else printf " %d | %d |", peak[varied_traces[i], contenders[j]] / 1024, end[varied_traces[i], contenders[j]] / 1024
    print ""
  }
}
function summary(    j) {
  printf "\n## In short\n\n| library | resident peak over peak live | smallest, of %d | as recorded | at the end | start, KiB | instructions a request |\n", nt
  print "| --- | --- | ---: | --- | --- | --- | --- |"
  for (j = 1; j <= nl; j++)
    printf "| %s%s | %s | %d | %s | %s | %s | %s |\n", libraries[j], mark[libraries[j]], range(libraries[j], "resident_peak", "peak", 2),
      smallest(libraries[j]), range(libraries[j], "resident_recorded_peak", "peak", 2), range(libraries[j], "resident_end", "peak", 2),
      range(libraries[j], "start", "KiB", 0), range(libraries[j], "instructions_per_op", "", 0)
}
END {
  print "# Malloc libraries: their pages on every recording\n"
  print "Written by `results/reproduce --natives`; README.md beside it says what it means. Bytes are pages of a process of its own, not of an"
  print "arena: never to be ranked against `fragmentation.md`. natives.tsv has the bytes, the SHA-256 of each library, and the spread over its runs."
  print "A library with * draws random numbers: its figures are medians, and differ by up to the spread over runs when they are made again. One with"
  print "+ goes by addresses: its figures are medians of five layouts of address space, and the same when they are made again."
  summary()
  section("Resident peak over peak live bytes", "resident_peak", "peak")
  section("Resident peak over peak live bytes, as recorded: only what the program wrote to is written to", "resident_recorded_peak", "peak")
  section("Resident at the end over peak live bytes", "resident_end", "peak")
  section("Of the resident peak at the start, KiB", "start", "KiB")
  section("Mapped peak over peak live bytes", "mapped_peak", "peak")
  section("Usable over live bytes, at peak live, as the library says it", "usable_at_peak_live", "peak")
  section("Instructions a request, the loop's own taken off", "instructions_per_op", "")
  section("Spread of the resident peak over the runs, bytes", "spread", "")
  section("Spread of the resident peak over the layouts of address space, bytes, where it depends on them", "resident_spread", "")
  options()
}
