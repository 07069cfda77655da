import java.io.ByteArrayInputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.constantpool.InvokeDynamicEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The classes of a jar with methods of their own for what the JVM would else write code for at every start, since its cache has no place for
 * that: equality and hashes of records, and switches over types.
 */
final class Plain {
    private static final int HELPER = AccessFlag.PRIVATE.mask() | AccessFlag.STATIC.mask() | AccessFlag.SYNTHETIC.mask();

    private final ClassFile classes;

    /** One that asks {@code library} for the classes that those of the jar name: their octets, or null. */
    Plain(Function<String, byte[]> library) {
        ClassHierarchyResolver named = ClassHierarchyResolver.ofResourceParsing(type -> {
            String descriptor = type.descriptorString();
            byte[] content = library.apply(descriptor.substring(1, descriptor.length() - 1) + ".class");
            return content == null ? null : new ByteArrayInputStream(content);
        });
        classes = ClassFile.of(
                ClassFile.ClassHierarchyResolverOption.of(named.orElse(ClassHierarchyResolver.defaultResolver())));
    }

    void write(Jar jar) {
        jar.entries().replaceAll((name, content) -> name.endsWith(".class") ? plain(content) : content);
    }

    private byte[] plain(byte[] content) {
        ClassModel type = classes.parse(content);
        Map<Integer, InvokeDynamicEntry> spun = new TreeMap<>();
        for (PoolEntry entry : type.constantPool()) {
            if (entry instanceof InvokeDynamicEntry site && isSpun(site)) {
                spun.put(site.index(), site);
            }
        }
        if (spun.isEmpty()) {
            return content;
        }
        boolean isInterface = type.flags().has(AccessFlag.INTERFACE);
        CodeTransform calls = (code, element) -> {
            if (element instanceof InvokeDynamicInstruction call && spun.containsKey(call.invokedynamic().index())) {
                InvokeDynamicEntry site = call.invokedynamic();
                code.invokestatic(type.thisClass().asSymbol(), helper(site), site.typeSymbol(), isInterface);
            } else {
                code.with(element);
            }
        };
        // Methods without such a call stay as they are, to the octet.
        ClassTransform bodies = ClassTransform.transformingMethods(
                method -> method.code().stream().flatMap(code -> code.elementStream())
                        .anyMatch(element -> element instanceof InvokeDynamicInstruction call
                                && spun.containsKey(call.invokedynamic().index())),
                java.lang.classfile.MethodTransform.transformingCode(calls));
        return classes.transformClass(type, bodies.andThen(ClassTransform.endHandler(more -> spun.values()
                .forEach(site -> more.withMethodBody(helper(site), site.typeSymbol(), HELPER, code -> body(site, code))))));
    }

    private static String helper(InvokeDynamicEntry site) {
        return "plain$" + site.name().stringValue() + site.index();
    }

    private static List<ConstantDesc> arguments(InvokeDynamicEntry site) {
        return site.bootstrap().arguments().stream().<ConstantDesc>map(argument -> argument.constantValue()).toList();
    }

    private static boolean isSpun(InvokeDynamicEntry site) {
        DirectMethodHandleDesc bootstrap = site.bootstrap().bootstrapMethod().asSymbol();
        return switch (bootstrap.owner().displayName() + "." + site.name().stringValue()) {
            case "ObjectMethods.equals", "ObjectMethods.hashCode" -> true;
            case "SwitchBootstraps.typeSwitch" ->
                arguments(site).stream().allMatch(label -> label instanceof ClassDesc type && !type.isPrimitive())
                        && !site.typeSymbol().parameterType(0).isPrimitive();
            default -> false;
        };
    }

    private static void body(InvokeDynamicEntry site, CodeBuilder code) {
        List<ConstantDesc> arguments = arguments(site);
        switch (site.name().stringValue()) {
            case "equals" -> RecordCode.equality((ClassDesc) arguments.getFirst(), arguments.subList(2, arguments.size()), code);
            case "hashCode" -> RecordCode.hash(arguments.subList(2, arguments.size()), code);
            default -> typeSwitch(arguments, code);
        }
    }

    /** As {@code SwitchBootstraps.typeSwitch}: the first label from the second argument on that the first one is of. */
    private static void typeSwitch(List<ConstantDesc> labels, CodeBuilder code) {
        code.aload(0).ifThen(java.lang.classfile.Opcode.IFNULL, none -> none.loadConstant(-1).ireturn());
        for (int i = 0; i < labels.size(); i++) {
            int label = i;
            code.block(next -> next.iload(1)
                    .loadConstant(label)
                    .if_icmpgt(next.breakLabel())
                    .aload(0)
                    .instanceOf((ClassDesc) labels.get(label))
                    .ifeq(next.breakLabel())
                    .loadConstant(label)
                    .ireturn());
        }
        code.loadConstant(labels.size()).ireturn();
    }
}
