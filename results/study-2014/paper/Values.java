// SPDX-License-Identifier: Apache-2.0
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What stands in the source for a number or for words that depend on one: {@code NAME ARGUMENT…}.
 * The paper has no other numbers of the study, so that each comes from a table.
 */
final class Values {
  private final Map<String, Function<List<String>, String>> named = new TreeMap<>();

  Values(Inputs in, List<Claim> claims) {
    named.putAll(new RecordingValues(in).all());
    named.putAll(new StudyValues(in).all());
    named.putAll(new ClaimValues(in.published(), claims).all());
    named.putAll(new TimeValues(in).all());
    named.putAll(new PredictionValues(in.prediction()).all());
  }

  /**
   * The text of a value.
   *
   * @throws PaperException if there is no such value
   */
  String of(String expression) {
    String[] words = expression.strip().split(" ");
    Function<List<String>, String> value = named.get(words[0]);
    if (value == null) {
      throw new PaperException(
          "no value is named '" + words[0] + "'; there are " + String.join(", ", named.keySet()));
    }
    return value.apply(Arrays.asList(words).subList(1, words.length));
  }
}
