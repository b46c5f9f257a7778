// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A headless Chromium, spoken to by the DevTools protocol; the network is switched off. */
public final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_SECONDS = 120;

  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<JsonNode> answers;
  private final List<String> troubles = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private int lastId;

  private String target = ""; // the page shown
  private String session = "";

  private Browser(Process process, WebSocket socket, BlockingQueue<JsonNode> answers) {
    this.process = process;
    this.socket = socket;
    this.answers = answers;
  }

  /** Starts one and shows a page; where there is none, the test says that it did not run. */
  public static Browser open(Path page, Path profile) throws Exception {
    Browser browser = start(profile);
    try {
      browser.show(page);
    } catch (Exception e) {
      browser.close();
      throw e;
    }
    return browser;
  }

  /** Starts one without a page; where there is none, the test says that it did not run. */
  public static Browser start(Path profile) throws Exception {
    Process process =
        new ProcessBuilder(
                chromium().toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--remote-debugging-port=0",
                "--remote-allow-origins=*",
                "--window-size=1200,1000",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("log").toFile())
            .start();
    try {
      return connect(process, profile);
    } catch (Exception e) {
      end(process);
      throw e;
    }
  }

  private static Path chromium() {
    List<Path> found =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .flatMap(
                name ->
                    Arrays.stream(System.getenv("PATH").split(":"))
                        .map(folder -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .toList();
    assumeTrue(!found.isEmpty(), "did not run: no chromium on the PATH");
    return found.getFirst();
  }

  private static Browser connect(Process process, Path profile) throws Exception {
    Path port = profile.resolve("DevToolsActivePort");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.exists(port) || Files.readAllLines(port).size() < 2) {
      if (System.nanoTime() > deadline || !process.isAlive()) {
        throw new IOException(
            "chromium did not start: " + Files.readString(profile.resolve("log")));
      }
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    List<String> lines = Files.readAllLines(port);
    BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    WebSocket socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(
                URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1)), new Listener(answers))
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return new Browser(process, socket, answers);
  }

  /** Shows a page of which nothing is known from the one before, which is closed. */
  public void show(Path page) throws Exception {
    session = "";
    if (!target.isEmpty()) {
      send("Target.closeTarget", Map.of("targetId", target));
    }
    troubles.clear();
    requests.clear();
    JsonNode created = send("Target.createTarget", Map.of("url", "about:blank"));
    target = created.get("targetId").stringValue();
    JsonNode attached = send("Target.attachToTarget", Map.of("targetId", target, "flatten", true));
    session = attached.get("sessionId").stringValue();
    send("Runtime.enable", Map.of());
    send("Log.enable", Map.of());
    send("Network.enable", Map.of());
    send("Page.enable", Map.of());
    send(
        "Network.emulateNetworkConditions",
        Map.of("offline", true, "latency", 0, "downloadThroughput", 0, "uploadThroughput", 0));
    send("Page.navigate", Map.of("url", page.toUri().toString()));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!evaluate("document.readyState").stringValue().equals("complete")) {
      if (System.nanoTime() > deadline) {
        throw new IOException("the page does not load");
      }
    }
  }

  /** The value of a JavaScript expression. */
  public JsonNode evaluate(String expression) throws Exception {
    JsonNode answer =
        send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
    }
    JsonNode value = answer.get("result").get("value");
    return value == null ? JSON.nullNode() : value;
  }

  /** The value of an expression once it is as wanted: the browser paints in its own time. */
  public String await(String expression, Predicate<String> wanted) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    String value = evaluate(expression).stringValue();
    while (!wanted.test(value) && System.nanoTime() < deadline) {
      value = evaluate(expression).stringValue();
    }
    return value;
  }

  /** Presses a key as a person would. */
  public void press(String key, int code) throws Exception {
    for (String type : List.of("rawKeyDown", "keyUp")) {
      send(
          "Input.dispatchKeyEvent",
          Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code));
    }
  }

  /** Moves the mouse to a place on the page. */
  public void point(double x, double y) throws Exception {
    send("Input.dispatchMouseEvent", Map.of("type", "mouseMoved", "x", x, "y", y));
  }

  /** Makes the browser say that its user prefers less motion. */
  public void reduceMotion() throws Exception {
    send(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  /** Gives the page a window of this width, on a system in light or dark colours. */
  public void resize(int width, boolean dark) throws Exception {
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    send(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    // Two frames: observers of sizes are called in the first.
    send(
        "Runtime.evaluate",
        Map.of(
            "expression",
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))",
            "awaitPromise",
            true));
  }

  /** Errors and complaints that the page has made so far. */
  public List<String> troubles() {
    return troubles;
  }

  /** What the page has asked for besides itself. */
  public List<String> requests() {
    return requests.stream().filter(url -> !url.startsWith("data:")).skip(1).toList();
  }

  private JsonNode send(String method, Map<String, ?> parameters) throws Exception {
    int id = ++lastId;
    Map<String, Object> message =
        new TreeMap<>(Map.of("id", id, "method", method, "params", parameters));
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    socket.sendText(JSON.writeValueAsString(message), true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    while (true) {
      JsonNode answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (answer == null) {
        throw new IOException("no answer to " + method);
      }
      note(answer);
      if (answer.has("id") && answer.get("id").intValue() == id) {
        if (answer.has("error")) {
          throw new IOException(method + ": " + answer.get("error"));
        }
        return answer.get("result");
      }
    }
  }

  private void note(JsonNode event) {
    String method = event.has("method") ? event.get("method").stringValue() : "";
    switch (method) {
      case "Runtime.exceptionThrown", "Log.entryAdded" -> troubles.add(event.toString());
      case "Network.requestWillBeSent" ->
          requests.add(event.get("params").get("request").get("url").stringValue());
      default -> {}
    }
  }

  @Override
  public void close() {
    socket.abort();
    end(process);
  }

  /**
   * Returns when the browser's helpers have ended too: until then they write to the profile, whose
   * folder the test is about to delete.
   */
  private static void end(Process process) {
    List<ProcessHandle> all =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(handle -> handle.onExit().join());
  }

  private static final class Listener implements WebSocket.Listener {
    private final BlockingQueue<JsonNode> answers;
    private final StringBuilder text = new StringBuilder();

    Listener(BlockingQueue<JsonNode> answers) {
      this.answers = answers;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        answers.add(JSON.readTree(text.toString()));
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }
}
