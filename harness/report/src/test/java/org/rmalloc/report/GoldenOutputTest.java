// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rmalloc.report.html.BundledResources;
import org.rmalloc.report.points.ComparedFileOrder;

/**
 * What each format prints, to the byte, wherever the machine stands. {@code
 * -Drmalloc.golden=FOLDER} writes the files anew into a folder.
 */
class GoldenOutputTest {
  private static final Locale USUAL = Locale.getDefault();

  /** Of letters that change case otherwise, of a decimal comma, and of other digits. */
  private static final List<String> LOCALES = List.of("en-US", "tr-TR", "de-DE", "ar-EG-u-nu-arab");

  @TempDir private Path folder;

  static Stream<Arguments> outputs() {
    return Stream.of(CompareFormat.values())
        .flatMap(
            format -> Stream.of("sound", "2014").map(scoring -> Arguments.of(format, scoring)));
  }

  @AfterEach
  void usualLocale() {
    Locale.setDefault(USUAL);
  }

  private String printed(CompareFormat format, String scoring) throws IOException {
    StatsFileComparison comparison =
        StatsFileComparison.of(
            List.of(
                SyntheticStats.write(folder.resolve("a.json"), "first_fit", 600, 8, 60),
                SyntheticStats.write(folder.resolve("b.json"), "a|b & <c>", 600, 16, 90),
                SyntheticStats.writeStopped(folder.resolve("c.json"), "short", 600, 24, 400)),
            ComparedFileOrder.GIVEN);
    return withoutLastDigits(
        scoring.equals("sound") ? comparison.scoredSoundly(format) : comparison.scored2014(format));
  }

  /** Processors may differ in a logarithm's last bit. */
  private static String withoutLastDigits(String text) {
    return Pattern.compile("\\d+\\.\\d{10,}")
        .matcher(text)
        .replaceAll(
            number ->
                new BigDecimal(number.group()).setScale(9, RoundingMode.HALF_UP).toPlainString());
  }

  @ParameterizedTest
  @MethodSource("outputs")
  void everyFormatIsTheSameUnderEveryLocale(CompareFormat format, String scoring)
      throws IOException {
    String name = "compare-%s.%s".formatted(scoring, format.name().toLowerCase(Locale.ROOT));
    String anew = System.getProperty("rmalloc.golden", "");
    if (!anew.isEmpty()) {
      Files.writeString(Path.of(anew, name), printed(format, scoring));
    }
    String golden = BundledResources.beside(GoldenOutputTest.class, "/golden/" + name);
    for (String locale : LOCALES) {
      Locale.setDefault(Locale.forLanguageTag(locale));
      assertEquals(golden, printed(format, scoring), name + " under " + locale);
    }
  }
}
