// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.file;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rmalloc.experiment.yaml.YamlElement;
import org.rmalloc.experiment.yaml.YamlElement.Entry;
import org.rmalloc.replay.MeasurementSettings;
import org.rmalloc.replay.space.DataPointSampling;

/**
 * What to measure: {@code space} always; {@code min-heap}, {@code time} and {@code rows} when
 * named.
 */
final class MeasureListYamlReader {
  private static final String EXPECTED =
      "one of space, min-heap, time, {time: {forks: 5}}, {rows: 3000}";
  private static final List<String> WORDS = List.of("space", "min-heap", "time", "rows");
  private static final MeasurementSettings LEAST =
      MeasurementSettings.DEFAULT
          .untimed()
          .withoutSmallestHeap()
          .withDataPoints(new DataPointSampling(1));

  /** Space and the smallest heap. */
  static final MeasurementSettings DEFAULT = LEAST.withSmallestHeap();

  private final Set<String> named = new HashSet<>();
  private MeasurementSettings measures = LEAST;

  private MeasureListYamlReader() {}

  /** What a list names. */
  static MeasurementSettings read(YamlElement list) {
    MeasureListYamlReader reading = new MeasureListYamlReader();
    for (YamlElement item : list.items(EXPECTED)) {
      if (item.isMap()) {
        KnownKeyMap.of(item, EXPECTED, List.of("time", "rows")).entries().forEach(reading::add);
      } else {
        reading.add(item);
      }
    }
    return reading.measures;
  }

  private void add(YamlElement word) {
    String text = word.text(EXPECTED);
    switch (text) {
      case "space" -> name(text, word);
      case "min-heap" -> {
        name(text, word);
        measures = measures.withSmallestHeap();
      }
      case "time" -> {
        name(text, word);
        measures = measures.timedAlso();
      }
      case "rows" -> throw word.position().problem("'rows' without a number", "{rows: 3000}");
      default -> throw word.position().unknown("measure", text, WORDS);
    }
  }

  private void add(String key, Entry entry) {
    name(key, entry.key());
    if (key.equals("rows")) {
      measures = measures.withDataPoints(rows(entry.value()));
    } else {
      measures = timed(entry.value());
    }
  }

  private void name(String measure, YamlElement where) {
    if (!named.add(measure)) {
      throw where.position().problem("'%s' a second time".formatted(measure), "each measure once");
    }
  }

  private static DataPointSampling rows(YamlElement value) {
    return ValueListYamlReader.of(
            value, "rows, all or a whole number, 1 or more", DataPointSampling::parse)
        .getFirst();
  }

  private MeasurementSettings timed(YamlElement value) {
    KnownKeyMap keys =
        KnownKeyMap.of(value, "{forks: 5, fork-seed: 1}", List.of("forks", "fork-seed"));
    int forks = (int) number(keys, "forks", MeasurementSettings.DEFAULT_FORKS, 1, 1000);
    return measures.timedAlso().withForks(forks, number(keys, "fork-seed", 1, 0, 1L << 53));
  }

  private static long number(KnownKeyMap keys, String key, long otherwise, long least, long most) {
    return keys.get(key)
        .map(
            given ->
                ValueListYamlReader.of(
                        given,
                        "%s, a whole number from %d to %d".formatted(key, least, most),
                        text -> KeywordYamlReader.number(text, least, most))
                    .getFirst())
        .orElse(otherwise);
  }

  /** The measures of an experiment whose file names none, or what it names. */
  static MeasurementSettings of(Map<String, Entry> entries) {
    return Optional.ofNullable(entries.get("measure"))
        .map(entry -> read(entry.value()))
        .orElse(DEFAULT);
  }
}
