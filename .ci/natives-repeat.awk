# The sketch's peaks, then natives.tsv: a line for each library on each recording, and exit 1 when one is not as it must be.
NR == FNR { ratio[$1, $2, $3, $4] = $5; next }
FNR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
{
  library = $column["library"]; peak = $column["peak_live"]; resident = $column["resident_peak"]
  verdict = $column["randomised"] == "yes" ? "draws random numbers: spread " $column["spread"] : $column["spread"] == 0 ? "equal to the byte" : "DIFFERS by " $column["spread"]
  if ($column["resident_spread"] != "-" && $column["randomised"] != "yes") verdict = verdict ", a median of layouts that spread over " $column["resident_spread"]
  said = ""
  if (($1, peak, library, $column["version"]) in ratio) {
    # The ratio is rounded to three decimals, and so is what it says of the bytes.
    expected = ratio[$1, peak, library, $column["version"]] * peak
    away = resident > expected ? resident - expected : expected - resident
    said = sprintf(", %.1f KiB from the sketch", (resident - expected) / 1024)
    if (away > 4096 + 0.001 * expected + 0.0005 * peak) said = said ": TOO FAR"
  }
  if (verdict ~ /DIFFERS/ || said ~ /FAR/) failed = 1
  printf "%s %s: %d bytes, %s runs, %s%s\n", $1, library, resident, $column["runs"], verdict, said
}
END { exit failed }
