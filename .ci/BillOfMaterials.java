// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Holds an unpacked archive against its SBOM: same jars, same bytes, each with a licence; and
 * against jdeps: no jar that nothing reaches, none missing. With {@code --optional} prints what is
 * optional.
 */
final class BillOfMaterials {
  /** Reached by name alone: a resource. */
  private static final Set<String> RESOURCES = Set.of("uplot");

  private final Path home;
  private final Map<String, JsonNode> components = new TreeMap<>();
  private final Map<String, Path> jars = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();

  private BillOfMaterials(Path home) throws IOException {
    this.home = home;
    JsonNode bill = new ObjectMapper().readTree(home.resolve("sbom.cdx.json").toFile());
    for (JsonNode component : bill.get("components")) {
      components.put(fileName(component), component);
    }
    try (Stream<Path> files = Files.walk(home)) {
      files
          .filter(file -> file.toString().endsWith(".jar"))
          .sorted(Comparator.reverseOrder()) // what is in lib/ and in maven/ is the one in lib/
          .forEach(jar -> jars.put(jar.getFileName().toString(), jar));
    }
  }

  public static void main(String[] arguments) throws Exception {
    BillOfMaterials bill = new BillOfMaterials(Path.of(arguments[0]));
    if (arguments.length > 1) {
      bill.optional().forEach(System.out::println);
      return;
    }
    bill.compareJars();
    bill.compareLicences();
    bill.compareUse();
    bill.faults.forEach(System.out::println);
    if (!bill.faults.isEmpty()) {
      System.exit(1);
    }
    System.out.printf(
        "bill: %d jars, each in the SBOM with its hash and a licence; optional %s; others"
            + " reached%n",
        bill.jars.size(), bill.optional());
  }

  private static String fileName(JsonNode component) {
    return "%s-%s.jar"
        .formatted(component.get("name").asString(), component.get("version").asString());
  }

  private Set<String> optional() {
    Set<String> names = new TreeSet<>();
    components.forEach(
        (name, component) -> {
          if (!component.path("scope").asString("required").equals("required")) {
            names.add(name);
          }
        });
    return names;
  }

  private void compareJars() throws Exception {
    differences(jars.keySet(), components.keySet(), "is not in the SBOM");
    differences(components.keySet(), jars.keySet(), "is in the SBOM alone");
    for (Map.Entry<String, Path> jar : jars.entrySet()) {
      JsonNode component = components.get(jar.getKey());
      if (component != null && !hashes(component).contains(sha256(jar.getValue()))) {
        faults.add(jar.getKey() + ": the SBOM has another SHA-256");
      }
    }
  }

  private void differences(Set<String> from, Set<String> without, String words) {
    Set<String> rest = new TreeSet<>(from);
    rest.removeAll(without);
    rest.forEach(name -> faults.add(name + " " + words));
  }

  private static List<String> hashes(JsonNode component) {
    List<String> hashes = new ArrayList<>();
    component.path("hashes").forEach(hash -> hashes.add(hash.get("content").asString()));
    return hashes;
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  /** Each component has a licence, and licences/README.md a word that its name begins with. */
  private void compareLicences() throws IOException {
    String table = Files.readString(home.resolve("licences/README.md"));
    for (JsonNode component : components.values()) {
      String name = component.get("name").asString();
      if (component.path("licenses").isEmpty()) {
        faults.add(name + " has no licence in the SBOM");
      }
      String family = name.replaceFirst("-.*", "");
      if (!table.contains(name) && !table.contains(family + "-\\*")) {
        faults.add(name + " is not in licences/README.md");
      }
    }
  }

  /** What classes reach from the program and its services is what the SBOM requires. */
  private void compareUse() {
    Set<String> reached = reached();
    Set<String> required = new TreeSet<>(components.keySet());
    required.removeAll(optional());
    required.removeIf(name -> RESOURCES.stream().anyMatch(name::startsWith));
    differences(required, reached, "is required in the SBOM and reached by nothing");
    differences(reached, required, "is reached and not required in the SBOM");
  }

  private List<String> inLib() {
    return jars.values().stream()
        .filter(jar -> jar.startsWith(home.resolve("lib")))
        .map(Path::toString)
        .toList();
  }

  private Set<String> reached() {
    Set<String> reached = new TreeSet<>();
    List<String> words = new ArrayList<>(List.of("--multi-release", "25", "--ignore-missing-deps"));
    words.addAll(List.of("-R", "-s", "-cp", String.join(":", inLib())));
    jars.forEach(
        (name, jar) -> {
          boolean isProgram = name.startsWith("harness-cli-");
          boolean isService = name.startsWith("allocator-") && inLib().contains(jar.toString());
          if (isProgram || isService) {
            words.add(jar.toString());
            reached.add(name);
          }
        });
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    ToolProvider.findFirst("jdeps").orElseThrow().run(out, out, words.toArray(String[]::new));
    said.toString()
        .lines()
        .filter(line -> line.endsWith(".jar"))
        .forEach(line -> reached.add(line.substring(line.lastIndexOf('/') + 1)));
    return reached;
  }
}
