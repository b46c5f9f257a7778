// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.file;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rmalloc.experiment.matrix.CombinationField;
import org.rmalloc.experiment.matrix.GateMetric;
import org.rmalloc.experiment.matrix.GateTolerance;
import org.rmalloc.experiment.matrix.GateTolerance.Allowance;
import org.rmalloc.experiment.yaml.YamlElement;
import org.rmalloc.experiment.yaml.YamlElement.Entry;

/** Reads tolerances: a map of figure to allowance, or a list of such maps with fields to match. */
final class ToleranceListYamlReader {
  private static final String EXPECTED =
      "a map of figure to tolerance, such as {footprint: 0B, cost: 0.5%}";
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*%");
  private static final Pattern BYTES = Pattern.compile("(\\d{1,15})(B|KiB|MiB|GiB)");
  private static final Pattern COUNT = Pattern.compile("\\d{1,18}");
  private static final Map<String, Integer> SHIFTS =
      Map.of("B", 0, "KiB", 10, "MiB", 20, "GiB", 30);

  private ToleranceListYamlReader() {}

  /** Those of a list, in its order. */
  static List<GateTolerance> read(YamlElement list, CombinationFilterReader matches) {
    List<String> known = new ArrayList<>(GateMetric.keys());
    known.addAll(CombinationField.keys());
    List<GateTolerance> tolerances = new ArrayList<>();
    for (YamlElement item : list.items(EXPECTED)) {
      tolerances.add(one(item, KnownKeyMap.of(item, EXPECTED, known).entries(), matches));
    }
    return tolerances;
  }

  private static GateTolerance one(
      YamlElement item, Map<String, Entry> entries, CombinationFilterReader matches) {
    Map<GateMetric, Allowance> allowances = new EnumMap<>(GateMetric.class);
    entries.forEach(
        (key, entry) ->
            GateMetric.ofKey(key)
                .ifPresent(figure -> allowances.put(figure, allowance(figure, entry.value()))));
    if (allowances.isEmpty()) {
      throw item.position().problem("a map without a figure", EXPECTED);
    }
    return new GateTolerance(
        matches.read(item, entries), GateTolerance.everywhere(allowances).allowances());
  }

  private static Allowance allowance(GateMetric figure, YamlElement value) {
    String expected =
        switch (figure.unit()) {
          case BYTES -> "bytes with a unit (0B, 4KiB), or a share (0.5%)";
          case COUNT -> "a whole number without a unit (0, 100), or a share (0.5%)";
        };
    String text = value.text(expected);
    Matcher percent = PERCENT.matcher(text);
    if (percent.matches()) {
      return new Allowance.Percent(new BigDecimal(percent.group(1)));
    }
    return amount(figure, text)
        .<Allowance>map(Allowance.Amount::new)
        .orElseThrow(() -> value.unexpected(expected));
  }

  private static Optional<Long> amount(GateMetric figure, String text) {
    Matcher bytes = BYTES.matcher(text);
    if (figure.unit() == GateMetric.Unit.BYTES) {
      return bytes.matches()
          ? Optional.of(Long.parseLong(bytes.group(1)) << SHIFTS.get(bytes.group(2)))
          : Optional.empty();
    }
    return COUNT.matcher(text).matches() ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }
}
