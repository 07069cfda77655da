import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.constant.ClassDesc;
import java.io.ByteArrayInputStream;
import java.util.Map;

/** The classes of a jar written for a newer JVM: with the stack maps that are verified at once, and of a version that the cache takes. */
final class Raise {
    private static final int VERSION = ClassFile.JAVA_17_VERSION;

    private final Map<String, byte[]> entries;
    private final ClassFile classes;

    Raise(Jar jar) {
        entries = jar.entries();
        classes = ClassFile.of(
                ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(this::open)
                        .orElse(ClassHierarchyResolver.defaultResolver())));
    }

    private ByteArrayInputStream open(ClassDesc type) {
        String descriptor = type.descriptorString();
        byte[] content = entries.get(descriptor.substring(1, descriptor.length() - 1) + ".class");
        return content == null ? null : new ByteArrayInputStream(content);
    }

    void raise() {
        entries.replaceAll((name, content) -> name.endsWith(".class") && !name.endsWith("module-info.class") ? raise(content) : content);
    }

    private byte[] raise(byte[] type) {
        // Each body is written anew, since stack maps are made for those alone.
        ClassTransform bodies = ClassTransform.transformingMethodBodies((body, element) -> body.with(element));
        return classes.transformClass(
                classes.parse(type), bodies.andThen(ClassTransform.endHandler(kind -> kind.withVersion(VERSION, 0))));
    }
}
