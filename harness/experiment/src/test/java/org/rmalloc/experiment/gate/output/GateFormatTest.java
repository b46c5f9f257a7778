// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rmalloc.experiment.gate.output.GateReports.report;
import static org.rmalloc.experiment.gate.output.GateReports.with;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.rmalloc.experiment.gate.GateReport;
import org.rmalloc.experiment.gate.GateTrialVerdict;
import org.rmalloc.experiment.gate.JudgedMetricChange;
import org.rmalloc.experiment.matrix.GateMetric;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Every form is read by a second program: a schema, an XSD, a grammar; with names as bad as can be.
 */
final class GateFormatTest {
  private static final String BAD = GateReports.BAD_NAME;
  private static final Pattern COMMAND =
      Pattern.compile("::(error|warning) file=([^,:]*),line=(\\d+),title=([^,:]*)::(.*)");
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-z_:][a-z0-9_:]*)\\{trial=\"((?:[^\"\\\\\\n]|\\\\[\\\\\"n])*)\"\\} (-?[0-9.]+)");

  @Test
  void jsonKeepsItsSchema() throws IOException {
    for (GateReport report : List.of(report(false), report(true))) {
      isHeld(GateJsonWriter.class, "gate.schema.json", GateFormat.JSON.of(report));
    }
  }

  /** By schemas made of what the services document. */
  @Test
  void chartsKeepTheSchemasOfTheirServices() throws IOException {
    for (GateReport report : List.of(report(false), report(true))) {
      isHeld(GateFormatTest.class, "bmf.schema.json", GateFormat.BMF.of(report));
      isHeld(
          GateFormatTest.class,
          "benchmark-action.schema.json",
          GateFormat.BENCHMARK_ACTION.of(report));
    }
  }

  private static void isHeld(Class<?> beside, String name, String json) throws IOException {
    try (InputStream schema = beside.getResourceAsStream(name)) {
      Schema held =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(
                  new String(schema.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
      assertEquals(List.of(), held.validate(json, InputFormat.JSON), name);
    }
  }

  @Test
  void junitKeepsItsXsdAndItsCounts() throws Exception {
    String xml = GateFormat.JUNIT.of(report(true));
    try (InputStream xsd = GateFormatTest.class.getResourceAsStream("junit.xsd")) {
      SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
          .newSchema(new StreamSource(xsd))
          .newValidator()
          .validate(new StreamSource(new StringReader(xml)));
    }
    Element suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)))
            .getDocumentElement();
    NodeList cases = suite.getElementsByTagName("testcase");
    assertEquals(Integer.toString(cases.getLength()), suite.getAttribute("tests"));
    assertEquals(
        Integer.toString(suite.getElementsByTagName("failure").getLength()),
        suite.getAttribute("failures"));
    assertEquals(
        Integer.toString(suite.getElementsByTagName("skipped").getLength()),
        suite.getAttribute("skipped"));
    assertEquals(BAD, ((Element) cases.item(0)).getAttribute("classname"));
  }

  @Test
  void annotationsKeepTheirGrammarAndLeadToTheFiguresLine() {
    List<String> lines = GateFormat.GITHUB.of(report(false)).lines().toList();
    assertEquals(10, lines.size(), "nine and how many more");
    for (String line : lines) {
      Matcher command = COMMAND.matcher(line);
      assertTrue(command.matches(), line);
    }
    Matcher first = COMMAND.matcher(lines.getFirst());
    assertTrue(first.matches());
    assertEquals("dir/b%2C1.json".replace("%2C", ","), unescaped(first.group(2)));
    assertEquals(BAD, unescaped(first.group(4)));
    assertTrue(
        unescaped(first.group(5)).contains("\nfirst worse at request 2,944 (N of 4,368 B): "));
    assertTrue(lines.getLast().endsWith("and 3 more: see the summary"), lines.getLast());
  }

  /** As GitHub's runner undoes it. */
  private static String unescaped(String text) {
    return text.replace("%0D", "\r")
        .replace("%0A", "\n")
        .replace("%3A", ":")
        .replace("%2C", ",")
        .replace("%25", "%");
  }

  @Test
  void metricsKeepTheirGrammar() {
    List<String> lines = GateFormat.OPENMETRICS.of(report(true)).lines().toList();
    assertEquals("# EOF", lines.getLast());
    String family = "";
    List<String> families = new ArrayList<>();
    for (String line : lines.subList(0, lines.size() - 1)) {
      if (line.startsWith("# TYPE ")) {
        family = line.split(" ", -1)[2];
        assertTrue(!families.contains(family), family);
        families.add(family);
      } else if (line.startsWith("# UNIT ")) {
        assertTrue(family.endsWith("_" + line.split(" ", -1)[3]), line);
      } else {
        Matcher sample = SAMPLE.matcher(line);
        assertTrue(sample.matches(), line);
        assertEquals(family, sample.group(1));
      }
    }
    assertTrue(families.contains("rmalloc_footprint_bytes"), families.toString());
  }

  @Test
  void chartsHaveTheShapeOfTheirServices() {
    JsonNode bmf = new ObjectMapper().readTree(GateFormat.BMF.of(report(true)));
    assertEquals(233_928, bmf.get(BAD).get("footprint").get("value").longValue());
    assertTrue(bmf.get(BAD).get("time_ratio").get("lower_value").isNumber());
    JsonNode action = new ObjectMapper().readTree(GateFormat.BENCHMARK_ACTION.of(report(false)));
    for (JsonNode entry : action) {
      assertTrue(entry.get("name").isString() && entry.get("unit").isString());
      assertTrue(entry.get("value").isNumber(), entry.toString());
    }
    assertEquals(10, action.size(), "what is better when larger is left out");
  }

  @Test
  void sharesAreSaidInPlainDigits() {
    Map<Long, String> words =
        Map.of(
            10_001L, "+0.01 %",
            10_150L, "+1.5 %",
            19_960L, "+100 %",
            28_700L, "+187 %",
            0L, "-100 %",
            9_999L, "-0.01 %",
            250_000L, "× 25");
    words.forEach(
        (after, said) ->
            assertEquals(
                said,
                GateWords.relative(
                    new JudgedMetricChange(
                        "cost",
                        GateMetric.COST.unit(),
                        OptionalLong.of(10_000),
                        OptionalLong.of(after),
                        JudgedMetricChange.Kind.WORSE,
                        0)),
                () -> "10000 to " + after));
  }

  @Test
  void aSummaryIsCutBeforeGitHubDropsIt() {
    GateReport report = report(false);
    List<GateTrialVerdict> many = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      many.addAll(report.trials());
    }
    String summary = GateFormat.MARKDOWN.of(with(report, many));
    assertTrue(summary.getBytes(StandardCharsets.UTF_8).length < 1_000_000);
    assertTrue(summary.contains(" more\n"));
    for (String row :
        GateFormat.MARKDOWN.of(report).lines().filter(one -> one.startsWith("|")).toList()) {
      assertEquals(7, row.split("(?<!\\\\)\\|", -1).length - 1, row);
    }
  }

  @Test
  void textIsTheSameUnderEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      for (GateFormat format : GateFormat.values()) {
        Locale.setDefault(Locale.ROOT);
        String text = format.of(report(true));
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        assertEquals(text, format.of(report(true)), format.word());
      }
    } finally {
      Locale.setDefault(before);
    }
  }
}
