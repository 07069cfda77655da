import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/** Equality and hashes of records as {@code java.lang.runtime.ObjectMethods} has them, of components that are read by handles. */
final class RecordCode {
    private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
    private static final int THIS = 0;
    private static final int OTHER = 1;

    private RecordCode() {}

    static void equality(ClassDesc record, List<ConstantDesc> components, CodeBuilder code) {
        Label differs = code.newLabel();
        Label same = code.newLabel();
        code.aload(THIS).aload(OTHER).if_acmpeq(same);
        code.aload(OTHER).instanceOf(record).ifeq(differs);
        int other = code.allocateLocal(TypeKind.REFERENCE);
        code.aload(OTHER).checkcast(record).astore(other);
        for (ConstantDesc component : components) {
            load(THIS, component, code);
            load(other, component, code);
            compare(typeOf(component), differs, code);
        }
        code.labelBinding(same).loadConstant(1).ireturn();
        code.labelBinding(differs).loadConstant(0).ireturn();
    }

    private static void compare(ClassDesc type, Label differs, CodeBuilder code) {
        switch (TypeKind.from(type)) {
            case REFERENCE ->
                code.invokestatic(OBJECTS, "equals",
                                MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object))
                        .ifeq(differs);
            case LONG -> code.lcmp().ifne(differs);
            case FLOAT, DOUBLE ->
                code.invokestatic(boxOf(type), "compare", MethodTypeDesc.of(ConstantDescs.CD_int, type, type)).ifne(differs);
            default -> code.if_icmpne(differs);
        }
    }

    static void hash(List<ConstantDesc> components, CodeBuilder code) {
        code.loadConstant(0);
        for (ConstantDesc component : components) {
            code.loadConstant(31).imul();
            load(THIS, component, code);
            ClassDesc type = typeOf(component);
            if (type.isPrimitive()) {
                code.invokestatic(boxOf(type), "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, type));
            } else {
                code.invokestatic(OBJECTS, "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object));
            }
            code.iadd();
        }
        code.ireturn();
    }

    private static void load(int local, ConstantDesc component, CodeBuilder code) {
        DirectMethodHandleDesc getter = (DirectMethodHandleDesc) component;
        code.aload(local).getfield(getter.owner(), getter.methodName(), typeOf(component));
    }

    private static ClassDesc typeOf(ConstantDesc component) {
        return ClassDesc.ofDescriptor(((DirectMethodHandleDesc) component).lookupDescriptor());
    }

    private static ClassDesc boxOf(ClassDesc primitive) {
        return ClassDesc.of("java.lang", switch (primitive.displayName()) {
            case "int" -> "Integer";
            case "char" -> "Character";
            case String name -> Character.toUpperCase(name.charAt(0)) + name.substring(1);
        });
    }
}
