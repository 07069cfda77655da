package frontdoor.hocon;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValueType;
import frontdoor.report.Place;
import frontdoor.report.Problem;
import frontdoor.report.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * One key of the configuration while it is read: its value from whichever source decides, its place, and the way to report
 * what is wrong with it.
 *
 * <p>Sources lie over each other as layers, the operator's on top. The uppermost value decides; objects are merged.
 */
public final class Node {
    private final Gathered findings;
    private final String key;
    /** The key with NAME for what an operator names, as reference.conf documents it. */
    private final String schema;
    /** From the top; none when the key is not written anywhere. */
    private final List<Layer> layers;

    private final Place around;
    private final boolean silent;
    private Asked asked = Asked.NOTHING;

    /**
     * The whole configuration.
     *
     * @param layers from the top; at least one
     */
    public static Node root(Gathered findings, List<Layer> layers) {
        return new Node(findings, "", "", layers, layers.getFirst().place(), false);
    }

    /**
     * @param around the place to show when the key is not written
     * @param silent whether the problem is the value around this one, and has been reported
     */
    private Node(Gathered findings, String key, String schema, List<Layer> layers, Place around, boolean silent) {
        this.findings = findings;
        this.key = key;
        this.schema = schema;
        this.layers = layers;
        this.around = around;
        this.silent = silent;
        if (layers.isEmpty()) {
            findings.onAsked(schema);
        } else {
            findings.onRead(key, schema, layers.getFirst());
        }
    }

    /** Where files that values name are read. */
    SourceFiles files() {
        return findings.files();
    }

    public boolean isWritten() {
        return !layers.isEmpty();
    }

    public String key() {
        return key;
    }

    /** The last part of the key, as the operator chose it. */
    public String name() {
        return KeyPath.name(key);
    }

    /** Whether the value is Frontdoor's own default. */
    public boolean isBuiltIn() {
        return isWritten() && layers.getFirst().builtIn();
    }

    /** The place that decides the value, or the one around it. */
    public Place place() {
        return layers.isEmpty() ? around : layers.getFirst().place();
    }

    public void problem(String text) {
        if (!silent) {
            Problem problem = new Problem(
                    place(),
                    layers.isEmpty() ? key : layers.getFirst().key(),
                    isInSingleQuotes() ? text + ". HOCON knows double quotes only" : text);
            if (layers.isEmpty()) {
                findings.addLack(problem, KeyPath.parent(key));
            } else {
                findings.add(problem);
            }
        }
    }

    /** Reports that something this object needs is not in it; told after what is wrong in it, which may be why. */
    public void lacks(String text) {
        if (!silent) {
            String shown = layers.isEmpty() ? key : layers.getFirst().key();
            findings.addLack(new Problem(place(), shown, text), layers.isEmpty() ? KeyPath.parent(shown) : shown);
        }
    }

    /** The value under {@code name}, from the uppermost layer that has one. */
    public Node child(String name) {
        asked = asked.with(name);
        return named(name, findings.schemaOf(schema, name));
    }

    /** Whether this object says something of {@code name} itself, and does not leave it to its defaults. */
    public boolean writes(String name) {
        asked = asked.with(name);
        return isWritten() && layers.getFirst().has(name);
    }

    /** The names that were asked for so far. */
    public Set<String> asked() {
        return Set.copyOf(asked.all());
    }

    /** Whether this object says something itself of any of {@code names}, as {@link #writes} tells of one. Of thousands each is asked for the same. */
    public boolean writesAny(Set<String> names) {
        asked = asked.withAll(names);
        if (isWritten() && layers.getFirst().value() instanceof ConfigObject object) {
            for (String name : object.keySet()) {
                if (names.contains(name)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Every name an operator chose in this object, in alphabetical order, except those asked for already. */
    public List<Node> named() {
        Set<String> names = new TreeSet<>();
        layers.stream().filter(Layer::isObject).forEach(layer -> names.addAll(((ConfigObject) layer.value()).keySet()));
        names.removeAll(asked.all());
        return names.stream().map(name -> named(name, schema + ".NAME")).toList();
    }

    private Node named(String name, String childSchema) {
        boolean unreadable = silent || (isWritten() && !isObject());
        Node child = new Node(findings, KeyPath.join(key, name), childSchema, layersOf(name), place(), unreadable);
        if (child.is(ConfigValueType.NULL)) {
            child.problem("is null; remove it to get the default");
        }
        return child;
    }

    /** Down to the first that is no object, which hides all below it; below an object, others are passed over. */
    private List<Layer> layersOf(String name) {
        List<Layer> found = List.of();
        for (Layer layer : layers) {
            Layer child = layer.child(name);
            if (child == null || !found.isEmpty() && !child.isObject()) {
                continue;
            }
            if (!child.isObject()) {
                return List.of(child);
            }
            found = found.isEmpty() ? new ArrayList<>(2) : found;
            found.add(child);
        }
        return found;
    }

    /** This key with {@code defaults} below it. */
    public Node over(Node defaults) {
        List<Layer> all = new ArrayList<>(layers);
        all.addAll(defaults.layers);
        return new Node(findings, key, schema, all, around, silent);
    }

    /** This key as only the uppermost layer that has one of {@code names} wrote it. */
    public Node decidedBy(String... names) {
        for (String name : names) {
            asked = asked.with(name);
        }
        for (Layer layer : layers) {
            for (String name : names) {
                if (layer.has(name)) {
                    return new Node(findings, key, schema, List.of(layer), around, silent);
                }
            }
        }
        return new Node(findings, key, schema, layers, around, silent);
    }

    /** The elements of a list; a problem and none when it is something else. */
    public List<Node> elements() {
        if (!layers.isEmpty() && layers.getFirst().isOfEnvironment()) {
            return elementsOf(layers.getFirst());
        }
        if (layers.isEmpty() || !(layers.getFirst().value() instanceof ConfigList list)) {
            String fix = isScalar() ? "; write [" + shown() + "]" : "";
            problemUnlessNull(isWritten() ? "expected a list [ ... ], found " + shown() + fix : "is missing");
            return List.of();
        }
        List<Node> elements = new ArrayList<>();
        Layer layer = layers.getFirst();
        for (int i = 0; i < list.size(); i++) {
            String index = Integer.toString(i);
            Layer element = layer.of(KeyPath.join(layer.key(), index), list.get(i));
            elements.add(new Node(findings, KeyPath.join(key, index), schema, List.of(element), place(), silent));
        }
        return elements;
    }

    /** A variable of the environment is one text, so it lists what commas separate. */
    private List<Node> elementsOf(Layer variable) {
        List<Node> elements = new ArrayList<>();
        for (String part : text().split(",", -1)) {
            if (!part.isBlank()) {
                String index = Integer.toString(elements.size());
                Layer element = variable.with(KeyPath.join(variable.key(), index), part.strip());
                elements.add(new Node(findings, KeyPath.join(key, index), schema, List.of(element), place(), silent));
            }
        }
        return elements;
    }

    public boolean isEmptyList() {
        return isWritten()
                && (layers.getFirst().value() instanceof ConfigList list
                        ? list.isEmpty()
                        : layers.getFirst().isOfEnvironment() && elements().isEmpty());
    }

    public boolean isEmptyObject() {
        return isWritten() && layers.getFirst().value() instanceof ConfigObject object && object.isEmpty();
    }

    public boolean isList() {
        return is(ConfigValueType.LIST);
    }

    public boolean isObject() {
        return is(ConfigValueType.OBJECT);
    }

    /** Whether this is an object; a problem when it is missing or something else. */
    public boolean requireObject() {
        if (!isObject()) {
            problemUnlessNull(isWritten() ? "expected an object { ... }, found " + shown() : "is missing");
        }
        return isObject();
    }

    /** Reports what was expected in the place of this value; null is a problem of its own, reported where it was met. */
    public void problemUnlessNull(String text) {
        if (!is(ConfigValueType.NULL)) {
            problem(text);
        }
    }

    boolean is(ConfigValueType type) {
        return isWritten() && layers.getFirst().value().valueType() == type;
    }

    /** Whether this is a text or a number, which HOCON takes for each other. */
    public boolean isScalar() {
        return isWritten()
                && switch (layers.getFirst().value().valueType()) {
                    case STRING, NUMBER, BOOLEAN -> true;
                    case OBJECT, LIST, NULL -> false;
                };
    }

    /** A scalar as it is written. */
    public String text() {
        return String.valueOf(layers.getFirst().value().unwrapped());
    }

    /** To HOCON those quotes are part of the value. */
    private boolean isInSingleQuotes() {
        return isScalar() && text().length() > 1 && text().startsWith("'") && text().endsWith("'");
    }

    /** The value for a message. */
    public String shown() {
        return isScalar()
                ? Quoted.of(text())
                : is(ConfigValueType.OBJECT) ? "an object" : is(ConfigValueType.LIST) ? "a list" : "nothing";
    }

    private String hint(String name) {
        Set<String> known = asked.all();
        return Spelling.nearest(name, known).isPresent()
                ? Spelling.hint(name, known)
                : findings.adviceForForeign(name).orElseGet(() -> Spelling.hint(name, known));
    }

    /** Reports every key of this object that nobody asked for. */
    public void refuseUnknownKeys() {
        for (Layer layer : layers) {
            if (layer.value() instanceof ConfigObject object && !asked.hasAll(object.keySet())) {
                object.keySet().stream()
                        .filter(name -> !asked.has(name))
                        .sorted()
                        .map(layer::child)
                        .filter(Objects::nonNull)
                        .forEach(this::refuse);
            }
        }
    }

    private void refuse(Layer unknown) {
        findings.add(new Problem(unknown.place(), unknown.key(), "unknown key; " + hint(KeyPath.name(unknown.key()))));
    }
}
