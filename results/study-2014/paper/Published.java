// SPDX-License-Identifier: Apache-2.0
import java.util.List;
import java.util.stream.Stream;

/** The scores of the files of 2014, and what these can say of a claim. */
record Published(TsvTable table) {

  List<TsvTable.Row> files() {
    return table.rows();
  }

  List<String> programs() {
    return table.values("app");
  }

  /** Data points at which out-of-memory handling took any time. */
  long compactions() {
    return sum("compactions");
  }

  /** Lock operations. */
  long locks() {
    return sum("locks");
  }

  private long sum(String column) {
    return (long) files().stream().mapToDouble(row -> row.number(column)).sum();
  }

  /** Whether a compacting allocator is among the best in memory and in time on every program. */
  Finding both(List<String> compacting, String base) {
    String because = compacted() + ", and " + timed();
    if (compactions() == 0 || !ranked("rank_time")) {
      return new Finding(Verdict.CANNOT_BE_TOLD, because);
    }
    boolean holds =
        compacting.stream()
            .anyMatch(one -> noWorse("rank_memory", one, base) && noWorse("rank_time", one, base));
    return new Finding(Verdict.of(holds), because);
  }

  /** Whether an allocator is no slower than the base. */
  Finding faster(String allocator, String base) {
    return new Finding(
        ranked("rank_time")
            ? Verdict.of(noWorse("rank_time", allocator, base))
            : Verdict.CANNOT_BE_TOLD,
        timed());
  }

  /** What files say of how long a compaction takes: nothing, since the table has no such column. */
  Finding compactionTime() {
    return new Finding(
        Verdict.CANNOT_BE_TOLD,
        compactions() == 0 ? compacted() : compacted() + ", whose times are not in the scores");
  }

  /** Whether nothing had to wait for a compaction. */
  Finding idle() {
    return new Finding(
        compactions() == 0 ? Verdict.CANNOT_BE_TOLD : Verdict.DOES_NOT_HOLD,
        compactions() == 0 ? compacted() + ", so that nothing could have waited" : compacted());
  }

  /** Whether an allocator needs no more memory than the base, which the footprint would say. */
  Finding memory(String allocator, String base) {
    boolean known = files().stream().allMatch(row -> row.has("footprint"));
    return new Finding(
        known ? Verdict.of(noWorse("rank_memory", allocator, base)) : Verdict.CANNOT_BE_TOLD,
        ranks(allocator)
            + (known ? "" : " by the largest request that could still be met; no file has")
            + (known ? "" : " a footprint"));
  }

  /** Whether compacting ranks before the same allocator without it. */
  Finding compacting(String allocator, String without) {
    return new Finding(
        compactions() == 0
            ? Verdict.CANNOT_BE_TOLD
            : Verdict.of(noWorse("rank_memory", allocator, without)),
        compacted() + "; " + ranks(allocator) + ", that of " + without + " " + places(without));
  }

  /** Whether one allocator is ranked before another in memory on every program. */
  Finding before(String allocator, String other) {
    boolean before =
        programs().stream()
            .allMatch(app -> at(app, allocator, "rank_memory") < at(app, other, "rank_memory"));
    return new Finding(
        Verdict.of(before), ranks(allocator) + ", that of " + other + " " + places(other));
  }

  /** Whether an allocator finished every program in a heap of so many bytes. */
  Finding fits(String allocator, long heapBytes) {
    long fit =
        of(allocator)
            .filter(row -> row.is("finished", "true") && row.number("heap_size") <= heapBytes)
            .count();
    return new Finding(Verdict.of(fit == programs().size()), finished(allocator));
  }

  /** Whether it finishes programs in heaps that can be exhausted. */
  Finding viable(String allocator) {
    boolean all = of(allocator).allMatch(row -> row.is("finished", "true"));
    return new Finding(
        compactions() == 0 ? Verdict.CANNOT_BE_TOLD : Verdict.of(all),
        finished(allocator) + ", but " + compacted());
  }

  /** Which allocator stopped early, where, and what place in speed it was given. */
  String earlyDeaths() {
    return String.join(
        "; ",
        files().stream()
            .filter(row -> row.is("finished", "false"))
            .map(
                row ->
                    "`%s` stopped at data point %s of `%s`, and its place in speed is %s"
                        .formatted(
                            row.text("allocator"),
                            row.text("stopped_at"),
                            row.text("app"),
                            row.text("place_speed_2014")))
            .toList());
  }

  /** How many processes an allocator was timed by at most. */
  long processes() {
    return programs().stream()
        .flatMapToLong(
            app ->
                table.values("allocator").stream()
                    .mapToLong(one -> of(one).filter(row -> row.is("app", app)).count()))
        .max()
        .orElseThrow();
  }

  private String compacted() {
    long files = files().stream().filter(row -> row.number("compactions") > 0).count();
    return files == 0
        ? "no compaction ran in any of " + files().size() + " files"
        : "compactions ran in " + files + " of " + files().size() + " files";
  }

  private String timed() {
    return ranked("rank_time")
        ? "every time has a rank"
        : "an allocator and a program have "
            + processes()
            + (processes() == 1 ? " process" : " processes")
            + ", too few to tell a difference from chance";
  }

  private String finished(String allocator) {
    long done = of(allocator).filter(row -> row.is("finished", "true")).count();
    List<String> heaps =
        of(allocator).map(row -> Format.kib(row.number("heap_size"))).distinct().toList();
    return "%d of %d programs finished, in heaps of %s KiB"
        .formatted(done, programs().size(), String.join(" and ", heaps));
  }

  private boolean ranked(String column) {
    return files().stream().allMatch(row -> row.has(column));
  }

  private boolean noWorse(String column, String allocator, String base) {
    return programs().stream().allMatch(app -> at(app, allocator, column) <= at(app, base, column));
  }

  private Stream<TsvTable.Row> of(String allocator) {
    return files().stream().filter(row -> row.is("allocator", allocator));
  }

  private double at(String app, String allocator, String column) {
    return of(allocator)
        .filter(row -> row.is("app", app))
        .findFirst()
        .orElseThrow(
            () -> new PaperException(table.file() + ": no row of " + allocator + " on " + app))
        .number(column);
  }

  private String ranks(String allocator) {
    return "its rank in memory is " + places(allocator);
  }

  private String places(String allocator) {
    return String.join(
        " and ",
        of(allocator).map(row -> row.text("rank_memory") + " in " + row.text("app")).toList());
  }
}
