import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;

/// Takes the pictures of emoji out of a package that is made for Android, and lays each into a file of its own
/// beside a
/// list of their names: JavaFX draws no emoji in colour on Linux and Windows.
///
/// The package has strips of pictures and Kotlin classes that say which one is where. The classes are not
/// loaded, only
/// read: each emoji is `new GoogleEmoji(text, names, strip, place, variants, …)` in a static initializer.
///
/// Arguments: the package (an .aar file), the folder to write into. Files there are replaced; nothing is done
/// when the
/// list is newer than the package.
public final class EmojiPictures {
    private static final String ELEMENT = "com/vanniktech/emoji/google/GoogleEmoji";
    private static final String CHUNK = "com/vanniktech/emoji/google/category/";
    private static final String STRIP = "res/drawable-nodpi-v4/emoji_google_sheet_";
    /// A picture in a strip has a rim of one pixel.
    private static final int STEP = 66;
    private static final int RIM = 1;
    private static final int SIZE = 64;
    private static final int LEAST = 3000;

    private record Entry(String text, List<String> names, int strip, int place, String group, boolean variant) {
        String file() {
            return text.codePoints().mapToObj(Integer::toHexString).collect(Collectors.joining("-")) + ".png";
        }

        String line() {
            return String.join("\t", text, file(), group, variant ? "variant" : "", String.join(" ", names));
        }
    }

    public static void main(String[] arguments) throws IOException {
        Path source = Path.of(arguments[0]);
        Path folder = Path.of(arguments[1]);
        Path list = folder.resolve("emoji.tsv");
        if (Files.exists(list) && Files.getLastModifiedTime(list).compareTo(Files.getLastModifiedTime(source)) > 0) {
            return;
        }
        Files.createDirectories(folder);
        try (ZipFile archive = new ZipFile(source.toFile())) {
            List<Entry> entries = entries(archive);
            if (entries.size() < LEAST) {
                throw new IOException("Only " + entries.size() + " emoji were found: the package has changed.");
            }
            Map<Integer, BufferedImage> strips = new HashMap<>();
            for (Entry entry : entries) {
                BufferedImage strip = strips.computeIfAbsent(entry.strip(), number -> strip(archive, number));
                BufferedImage picture = strip.getSubimage(RIM, entry.place() * STEP + RIM, SIZE, SIZE);
                ImageIO.write(picture, "png", folder.resolve(entry.file()).toFile());
            }
            Files.write(list, entries.stream().map(Entry::line).toList());
        }
    }

    private static BufferedImage strip(ZipFile archive, int number) {
        try (var in = archive.getInputStream(archive.getEntry(STRIP + number + ".png"))) {
            return ImageIO.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Entry> entries(ZipFile archive) throws IOException {
        Map<String, byte[]> chunks = new TreeMap<>(Comparator.comparingInt(String::length).thenComparing(name -> name));
        byte[] classes = archive.getInputStream(archive.getEntry("classes.jar")).readAllBytes();
        try (ZipInputStream jar = new ZipInputStream(new ByteArrayInputStream(classes))) {
            for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                if (entry.getName().startsWith(CHUNK) && entry.getName().contains("CategoryChunk")) {
                    chunks.put(entry.getName(), jar.readAllBytes());
                }
            }
        }
        List<Entry> entries = new ArrayList<>();
        chunks.forEach((name, bytes) -> {
            String group = name.substring(CHUNK.length(), name.indexOf("CategoryChunk"));
            new Reader(group, entries).read(bytes);
        });
        return entries;
    }

    /// Follows the instructions of one static initializer: a text, its names, then two numbers; variants come
    /// nested.
    private static final class Reader {
        private final String group;
        private final List<Entry> into;
        private final List<String> words = new ArrayList<>();
        private final List<Integer> numbers = new ArrayList<>();
        private boolean named;
        private boolean open;
        private int depth;

        Reader(String group, List<Entry> into) {
            this.group = group;
            this.into = into;
        }

        void read(byte[] bytes) {
            ClassFile.of().parse(bytes).methods().stream()
                    .filter(method -> method.methodName().equalsString("<clinit>"))
                    .flatMap(method -> method.code().stream())
                    .forEach(code -> {
                        for (CodeElement element : code) {
                            if (element instanceof Instruction instruction) {
                                step(instruction);
                            }
                        }
                    });
        }

        private void step(Instruction instruction) {
            switch (instruction) {
                case NewObjectInstruction made when made.className().asInternalName().equals(ELEMENT) -> {
                    words.clear();
                    numbers.clear();
                    named = false;
                    open = true;
                    depth++;
                }
                case InvokeInstruction call when call.owner().asInternalName().equals(ELEMENT) -> depth--;
                case InvokeInstruction call when open && call.owner().asInternalName().startsWith("kotlin/") -> named = true;
                case ConstantInstruction constant when open -> constant(constant);
                default -> {}
            }
        }

        private void constant(ConstantInstruction constant) {
            if (!named) {
                if (constant.constantValue() instanceof String word) {
                    words.add(word);
                }
                return;
            }
            if (constant.constantValue() instanceof Integer number) {
                numbers.add(number);
            }
            if (numbers.size() == 2) {
                into.add(new Entry(
                        words.getFirst(),
                        List.copyOf(words.subList(1, words.size())),
                        numbers.get(0),
                        numbers.get(1),
                        group,
                        depth > 1));
                open = false;
            }
        }
    }

    private EmojiPictures() {}
}
