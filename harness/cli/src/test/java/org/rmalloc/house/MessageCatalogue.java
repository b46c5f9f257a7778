// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.house;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The messages of the product's sources: of every statement and every annotation the texts that it
 * makes, as a reader sees them. What a parameter {@code found} or {@code expected} takes has that
 * word before it. What one method of a file makes for another is shown in the other's message.
 */
final class MessageCatalogue {
  private static final Pattern WORDS = Pattern.compile("(?s).*[a-z]{2,}[,;:]? [a-z]{2,}.*");
  private static final int MAX_LINES = 3; // more are a file that is written

  /** What is no words: a tag or its attribute, a path, a line of a shell, a mark. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?s)\\s*<[?/]?[a-z].*|\\S*[./\\\\<>{}=_]\\S*|\\W*|\\w+=\".*|.*[ =]\\$[a-z].*|--version");

  private static final List<String> ROLES = List.of("found", "expected");

  private final List<Message> messages = new ArrayList<>();
  private final Map<String, List<String>> parameters = new HashMap<>(); // by name/count
  private final MessageFragments fragments = new MessageFragments();

  /**
   * The texts of a statement.
   *
   * @param source the file's name
   * @param code the statement's
   * @param method the one that it is in, empty outside of methods
   * @param returns whether the method returns it
   */
  record Message(String source, String code, String method, boolean returns, List<String> texts) {
    /** Whether it is words that somebody reads, and no fault of ours. */
    boolean isForPeople() {
      return texts.stream().anyMatch(MessageCatalogue::isSentence);
    }

    /** Whether it says that the program is wrong: no user ever reads it. */
    boolean isInternal() {
      return code.contains("new AssertionError(") || code.contains("new IllegalStateException(");
    }

    /** With the file's name in front, the texts side by side. */
    String line() {
      return source
          + ": "
          + texts.stream()
              .map(text -> MessageText.withoutConversions(text).strip().replaceAll("\\s+", " "))
              .collect(Collectors.joining(" | "))
              .replace(" | expected ", "; expected ");
    }
  }

  private MessageCatalogue() {}

  private static List<String> common(List<String> names, List<String> others) {
    return names.equals(others) ? names : List.of();
  }

  /** Whether a text has words in a row, names of what is put in left out. */
  private static boolean isSentence(String text) {
    return WORDS.matcher(text.replaceAll("‹[^›]*›", "…")).matches();
  }

  private static String name(CompilationUnitTree unit) {
    return Path.of(unit.getSourceFile().toUri()).getFileName().toString();
  }

  /** Reads files. */
  static List<Message> of(List<Path> files) throws IOException {
    MessageCatalogue catalogue = new MessageCatalogue();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      List<CompilationUnitTree> units = new ArrayList<>();
      task.parse().forEach(units::add);
      units.forEach(unit -> unit.accept(catalogue.new Declarations(name(unit)), null));
      units.forEach(unit -> unit.accept(catalogue.new Statements(name(unit)), null));
      catalogue.noteFragments();
      catalogue.messages.clear(); // what the second pass finds has parts put in
      units.forEach(unit -> unit.accept(catalogue.new Statements(name(unit)), null));
    }
    return catalogue.whole();
  }

  private void noteFragments() {
    for (Message each : messages) {
      if (each.returns()) {
        fragments.addReturned(each.method(), each.texts());
      }
      List<String> names = parameters.getOrDefault(each.method(), List.of());
      each.texts().forEach(text -> fragments.addTemplate(each.method(), names, text));
    }
  }

  /** The messages with their parts in them, and no part by itself. */
  private List<Message> whole() {
    List<Message> whole = messages.stream().map(this::filled).toList();
    List<Message> all = new ArrayList<>();
    for (int index = 0; index < whole.size(); index++) {
      Message raw = messages.get(index);
      if (!fragments.isPart(raw.method(), raw.returns(), raw.texts())) {
        all.add(whole.get(index));
      }
    }
    return all.stream().filter(Message::isForPeople).toList();
  }

  private Message filled(Message message) {
    return new Message(
        message.source(),
        message.code(),
        message.method(),
        message.returns(),
        message.texts().stream().map(text -> fragments.filled(message.source(), text)).toList());
  }

  /** Takes down what the parameters of each method are called. */
  private final class Declarations extends TreeScanner<Void, String> {
    private final String source;

    Declarations(String source) {
      this.source = source;
    }

    @Override
    public Void visitClass(ClassTree tree, String outer) {
      return super.visitClass(tree, tree.getSimpleName().toString());
    }

    @Override
    public Void visitMethod(MethodTree tree, String outer) {
      String name = tree.getName().contentEquals("<init>") ? outer : tree.getName().toString();
      List<String> names =
          tree.getParameters().stream().map(each -> each.getName().toString()).toList();
      String key = name + "/" + names.size();
      parameters.merge(source + "/" + key, names, MessageCatalogue::common);
      parameters.merge(key, names, MessageCatalogue::common);
      return super.visitMethod(tree, outer);
    }
  }

  /** Finds the statements, the fields and the annotations. */
  private final class Statements extends TreeScanner<Void, Void> {
    private final String source;
    private String method = "";

    Statements(String source) {
      this.source = source;
    }

    @Override
    public Void visitMethod(MethodTree tree, Void none) {
      String outer = method;
      method = source + "/" + tree.getName() + "/" + tree.getParameters().size();
      super.visitMethod(tree, null);
      method = outer;
      return null;
    }

    @Override
    public Void scan(Tree tree, Void none) {
      if (tree instanceof AnnotationTree annotation) {
        add(tree, OptionHelp.of(annotation));
        return null;
      }
      if (isSimple(tree)) {
        addTexts(tree);
      } else if (tree instanceof CaseTree each && each.getBody() instanceof ExpressionTree body) {
        addTexts(body);
      }
      return super.scan(tree, null);
    }

    private void addTexts(Tree tree) {
      Texts texts = new Texts(source);
      texts.scan(tree);
      add(tree, texts.found);
    }

    /** Whether it is a statement that has no others as parts. */
    private static boolean isSimple(Tree tree) {
      return tree instanceof ExpressionStatementTree
          || tree instanceof ReturnTree
          || tree instanceof ThrowTree
          || tree instanceof VariableTree
          || tree instanceof YieldTree;
    }

    private void add(Tree tree, List<String> texts) {
      List<String> words =
          texts.stream()
              .filter(text -> !NAME.matcher(text).matches() && text.lines().count() <= MAX_LINES)
              .toList();
      boolean returns =
          tree instanceof ReturnTree || tree instanceof YieldTree || tree instanceof ExpressionTree;
      messages.add(new Message(source, tree.toString(), method, returns, words));
    }
  }

  /** Gathers the texts of one statement, without those of statements in it. */
  private final class Texts extends TreeScanner<Void, Void> {
    private final String source;
    private final List<String> found = new ArrayList<>();

    Texts(String source) {
      this.source = source;
    }

    @Override
    public Void scan(Tree tree, Void none) {
      if (tree == null || tree instanceof AnnotationTree) {
        return null;
      }
      Optional<String> text = MessageText.of(tree);
      if (text.isEmpty() || (tree instanceof ConditionalExpressionTree && isSentence(text.get()))) {
        return super.scan(tree, null);
      }
      found.add(text.get());
      MessageText.parts(tree).filter(part -> MessageText.of(part).isEmpty()).forEach(this::scan);
      return null;
    }

    private void scan(Tree tree) {
      scan(tree, null);
    }

    @Override
    public Void visitBlock(BlockTree tree, Void none) {
      return null;
    }

    @Override
    public Void visitClass(ClassTree tree, Void none) {
      return null;
    }

    @Override
    public Void visitCase(CaseTree tree, Void none) {
      return null;
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree tree, Void none) {
      scan(tree.getMethodSelect(), null);
      return arguments(name(tree.getMethodSelect()), tree.getArguments());
    }

    @Override
    public Void visitNewClass(NewClassTree tree, Void none) {
      return arguments(name(tree.getIdentifier()), tree.getArguments());
    }

    private Void arguments(String callee, List<? extends ExpressionTree> arguments) {
      String key = callee + "/" + arguments.size();
      List<String> names =
          parameters.getOrDefault(
              source + "/" + key, parameters.getOrDefault(key, List.<String>of()));
      boolean hasRoles =
          IntStream.range(0, names.size())
              .filter(index -> ROLES.contains(names.get(index)))
              .anyMatch(index -> MessageText.of(arguments.get(index)).isPresent());
      Optional<String> whole =
          fragments.filled(source + "/" + key, arguments.stream().map(MessageText::of).toList());
      if (whole.isPresent()) {
        int first = hasRoles ? names.indexOf(ROLES.getFirst()) : -1;
        if (first >= 0 && !whole.get().contains(ROLES.getFirst())) {
          argument(names.get(first), arguments.get(first), MessageText.of(arguments.get(first)));
        }
        found.add(whole.get());
      } else {
        eachArgument(hasRoles ? names : List.of(), arguments);
      }
      return null;
    }

    /** One after the other, up to a format, which takes those behind it. */
    private void eachArgument(List<String> roles, List<? extends ExpressionTree> arguments) {
      for (int index = 0; index < arguments.size(); index++) {
        Optional<String> text = MessageText.of(arguments.get(index));
        if (text.filter(MessageText::hasConversions).isPresent()) {
          found.add(
              MessageText.filled(
                  text.get(), arguments.subList(index + 1, arguments.size()).iterator()));
          break;
        }
        argument(roles.isEmpty() ? "" : roles.get(index), arguments.get(index), text);
      }
    }

    private void argument(String role, ExpressionTree argument, Optional<String> text) {
      if (!ROLES.contains(role)) {
        scan(argument);
        return;
      }
      found.add(said(role, text.orElse("…")));
      if (text.isEmpty()) {
        scan(argument);
      }
    }

    private static String said(String role, String text) {
      return text.startsWith(role) ? text : role + " " + text;
    }

    private static String name(Tree callee) {
      return switch (callee) {
        case IdentifierTree name -> name.getName().toString();
        case MemberSelectTree member -> member.getIdentifier().toString();
        default -> "";
      };
    }

    @Override
    public Void visitLambdaExpression(LambdaExpressionTree tree, Void none) {
      return tree.getBodyKind() == LambdaExpressionTree.BodyKind.STATEMENT
          ? null
          : super.visitLambdaExpression(tree, null);
    }

    @Override
    public Void visitVariable(VariableTree tree, Void none) {
      return scan(tree.getInitializer(), null);
    }
  }
}
