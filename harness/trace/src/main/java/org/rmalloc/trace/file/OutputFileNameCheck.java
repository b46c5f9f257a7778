// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.file;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.rmalloc.trace.UsageException;

/**
 * What the name of a file to be written promises, by its ending: whoever writes another format
 * there refuses the name. An ending that names no format, such as {@code .out}, promises nothing.
 */
public final class OutputFileNameCheck {
  /** Endings of the formats that rmalloc writes or reads, and of those that people expect. */
  private static final Set<String> KNOWN =
      Set.of(
          "ops",
          "lockops",
          "hrec",
          "memtrace",
          "txt",
          "rep",
          "c",
          "h",
          "csv",
          "tsv",
          "json",
          "jsonl",
          "html",
          "md",
          "xml",
          "yaml",
          "svg",
          "pdf",
          "png",
          "gif",
          "gz",
          "zst",
          "xz",
          "bz2",
          "lz4",
          "lz",
          "zip",
          "7z",
          "tar");

  private OutputFileNameCheck() {}

  /**
   * The ending of the format that a name promises, in small letters and without its dot, nor {@code
   * .gz} or {@code .zst} behind it; empty when it promises none.
   */
  public static Optional<String> of(Path name) {
    String file = String.valueOf(name.getFileName()).replaceFirst("\\.(gz|zst)$", "");
    String ending = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return Optional.of(ending).filter(_ -> file.contains(".")).filter(KNOWN::contains);
  }

  /**
   * Why a name does not fit what is written; empty when it does.
   *
   * @param name with {@code .gz} or {@code .zst} at its end for compressed files
   * @param endings of what is written, without their dots, one or more
   */
  public static Optional<String> refusalOf(Path name, List<String> endings) {
    return of(name)
        .filter(ending -> !endings.contains(ending))
        .map(
            _ ->
                "found '%s', a name of another format; expected %s, and .gz or .zst behind that to compress"
                    .formatted(name, wordsOf(endings)));
  }

  /**
   * Refuses a name that promises another format than the one that is written.
   *
   * @param option that gave the name
   * @throws UsageException if it does
   */
  public static void check(String option, Path name, String... endings) {
    refusalOf(name, Arrays.asList(endings))
        .ifPresent(
            refusal -> {
              throw new UsageException(option + ": " + refusal);
            });
  }

  private static String wordsOf(List<String> endings) {
    List<String> dotted = endings.stream().map(ending -> "." + ending).toList();
    int last = dotted.size() - 1;
    return last == 0
        ? dotted.getFirst()
        : String.join(", ", dotted.subList(0, last)) + " or " + dotted.get(last);
  }
}
