// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

import java.util.List;
import java.util.stream.Collectors;

/** A page that holds its style, its data and its scripts, and may load nothing else. */
public final class SelfContainedHtmlPage {
  private SelfContainedHtmlPage() {}

  /**
   * A page.
   *
   * @param body markup, whatever comes from files already escaped
   * @param json what {@link #inScript} made of the data
   */
  public static String of(
      String title, String style, String body, String json, List<String> scripts) {
    // The policy is for the reader's peace of mind: the browser itself refuses every request.
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
    style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="icon" href="data:,">
    <title>%s</title>
    <style>
    %s</style>
    </head>
    <body>
    %s<script type="application/json" id="data">%s</script>
    %s
    </body>
    </html>
    """
        .formatted(
            HtmlWriter.text(title),
            style,
            body,
            json,
            scripts.stream()
                .map(script -> "<script>\n" + script + "\n</script>")
                .collect(Collectors.joining("\n")));
  }

  /** JSON that cannot end the script element that it stands in. */
  public static String inScript(String json) {
    return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
  }
}
