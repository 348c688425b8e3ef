package app.parley.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javafx.fxml.FXML;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/// A typo in FXML binds to nothing without a word. So every key, path, field and handler is
/// looked up here.
class FxmlTest {
    private static final Path FOLDER = Path.of("src/main/resources/app/parley/ui");
    private static final Pattern KEY = Pattern.compile("\"%([^\"]+)\"");
    private static final Pattern PATH = Pattern.compile("controller((?:\\.\\w+)+)");
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern HANDLER = Pattern.compile("on\\w+=\"#(\\w+)\"");
    private static final Pattern INCLUDE = Pattern.compile("<fx:include fx:id=\"(\\w+)\"");
    private static final Pattern ID = Pattern.compile("fx:id=\"(\\w+)\"");
    private static final Pattern CONTROLLER = Pattern.compile("fx:controller=\"([\\w.]+)\"");

    private interface Check {
        void look(String file, String text, Class<?> controller, Set<String> wrong) throws Exception;
    }

    private static void everywhere(Check check) throws Exception {
        Set<String> wrong = new TreeSet<>();
        List<Path> files;
        try (Stream<Path> all = Files.walk(FOLDER)) {
            files = all.filter(file -> file.toString().endsWith(".fxml")).toList();
        }
        for (Path file : files) {
            String text = Files.readString(file);
            Matcher controller = CONTROLLER.matcher(text);
            if (!controller.find()) {
                wrong.add(file + " has no controller");
                continue;
            }
            check.look(file.getFileName().toString(), text, Class.forName(controller.group(1)), wrong);
        }
        assertEquals(Set.of(), wrong);
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(result -> result.group(1)).toList();
    }

    @Test
    void every_view_is_well_formed() throws Exception {
        everywhere((file, text, controller, wrong) -> DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(text))));
    }

    @Test
    void every_text_exists() throws Exception {
        ResourceBundle bundle = new Texts(Locale.ROOT).bundle();
        everywhere((file, text, controller, wrong) -> all(KEY, text).stream()
                .filter(key -> !bundle.containsKey(key))
                .forEach(key -> wrong.add(file + " %" + key)));
    }

    @Test
    void every_path_leads_to_a_property() throws Exception {
        everywhere((file, text, controller, wrong) -> {
            for (String expression : all(EXPRESSION, text)) {
                for (String path : all(PATH, expression)) {
                    if (!leadsSomewhere(controller, path.substring(1).split("\\."))) {
                        wrong.add(file + " controller" + path);
                    }
                }
            }
        });
    }

    private static boolean leadsSomewhere(Class<?> from, String[] path) {
        Class<?> at = from;
        for (int i = 0; i < path.length; i++) {
            Optional<Method> getter = getter(at, path[i]);
            boolean last = i == path.length - 1;
            if (getter.isEmpty() || last && property(at, path[i]).isEmpty()) {
                return false;
            }
            at = getter.get().getReturnType();
        }
        return true;
    }

    private static Optional<Method> getter(Class<?> type, String name) {
        String upper = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals("get" + upper)
                        || method.getName().equals("is" + upper))
                .findFirst();
    }

    private static Optional<Method> property(Class<?> type, String name) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name + "Property"))
                .findFirst();
    }

    @Test
    void every_handler_exists() throws Exception {
        everywhere((file, text, controller, wrong) -> all(HANDLER, text).stream()
                .filter(handler -> Arrays.stream(controller.getDeclaredMethods())
                        .noneMatch(
                                method -> method.getName().equals(handler) && method.isAnnotationPresent(FXML.class)))
                .forEach(handler -> wrong.add(file + " #" + handler)));
    }

    @Test
    void every_field_of_a_controller_is_in_its_view_and_of_a_fitting_type() throws Exception {
        everywhere((file, text, controller, wrong) -> {
            // A view that includes another one with an id is given that one's controller, too.
            List<String> ids = Stream.concat(
                            all(ID, text).stream(), all(INCLUDE, text).stream().map(id -> id + "Controller"))
                    .toList();
            Arrays.stream(controller.getDeclaredFields())
                    .filter(field -> field.isAnnotationPresent(FXML.class) && !ids.contains(field.getName()))
                    .forEach(field -> wrong.add(file + " lacks " + field.getName()));
        });
    }

    @Test
    void no_view_names_a_colour_or_a_style_or_a_text() throws Exception {
        Pattern literal = Pattern.compile("(?:style=\"|(?:text|promptText|accessibleText)=\"[^%$\"])");
        everywhere((file, text, controller, wrong) -> {
            if (literal.matcher(text).find()) {
                wrong.add(file);
            }
        });
    }

    @Test
    void colours_are_named_only_by_the_themes() throws IOException {
        Pattern colour = Pattern.compile("#[0-9a-fA-F]{3,8}\\b|rgba?\\(");
        List<String> found = new ArrayList<>();
        for (String sheet : List.of("controls", "tokens")) {
            String text = Files.readString(FOLDER.resolve("theme/" + sheet + ".css"));
            colour.matcher(text).results().forEach(hit -> found.add(sheet + " " + hit.group()));
        }
        assertEquals(List.of(), found);
    }

    @Test
    void all_themes_name_the_same_colours() throws IOException {
        assertEquals(names("light"), names("dark"));
        assertEquals(names("light"), names("contrast"));
    }

    private static Set<String> names(String sheet) throws IOException {
        String text = Files.readString(FOLDER.resolve("theme/" + sheet + ".css"));
        return new TreeSet<>(all(Pattern.compile("(-parley-[\\w-]+):"), text));
    }
}
