package frontdoor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import frontdoor.hosts.ListenAddress;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The manifests of {@code docker/kubernetes}: a cluster knows every field of them, what one of them names another one has, and they fit
 * what they say to Frontdoor.
 */
class KubernetesManifestsTest {
    private static final Path MANIFESTS =
            Path.of("").toAbsolutePath().getParent().resolve("docker/kubernetes");
    private static final Map<String, Class<? extends KubernetesResource>> KINDS = Map.of(
            "ConfigMap", ConfigMap.class,
            "Service", Service.class,
            "PodDisruptionBudget", PodDisruptionBudget.class,
            "StatefulSet", StatefulSet.class,
            "Deployment", Deployment.class);

    /** The classes take any field, and keep those that they do not know: without that, one is an error. */
    private static final YAMLMapper STRICT = YAMLMapper.builder(new YAMLFactory())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated of) {
                    return false;
                }
            })
            .build();

    @TempDir
    private Path directory;

    @Test
    void aClusterKnowsEveryField() throws IOException {
        assertThat(read("frontdoor.yaml")).hasSize(3);
        assertThat(read("statefulset.yaml")).hasSize(1);
        assertThat(read("deployment.yaml")).hasSize(1);
        assertThatThrownBy(() -> readText("kind: Service\napiVersion: v1\nspec:\n  ports:\n    - prot: 80\n"))
                .isInstanceOf(UnrecognizedPropertyException.class);
    }

    @Test
    void bothWaysOfRunningItDifferInTheirVolumesAlone() throws IOException {
        PodTemplateSpec kept = statefulSet().getSpec().getTemplate();
        PodTemplateSpec forgotten = deployment().getSpec().getTemplate();

        assertThat(forgotten.getSpec().getVolumes().removeLast().getName()).isEqualTo("state");
        assertThat(forgotten).isEqualTo(kept);
    }

    @Test
    void selectorsPortsAndVolumesMeetWhatTheyName() throws IOException {
        PodTemplateSpec template = deployment().getSpec().getTemplate();
        Map<String, String> labels = template.getMetadata().getLabels();
        Container container = template.getSpec().getContainers().getFirst();

        assertThat(deployment().getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
        assertThat(statefulSet().getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
        assertThat(one(PodDisruptionBudget.class).getSpec().getSelector().getMatchLabels())
                .isEqualTo(labels);
        assertThat(one(Service.class).getSpec().getSelector()).isEqualTo(labels);
        assertThat(statefulSet().getSpec().getServiceName())
                .isEqualTo(one(Service.class).getMetadata().getName());
        assertThat(container.getPorts())
                .extracting(ContainerPort::getName)
                .containsAll(one(Service.class).getSpec().getPorts().stream()
                        .map(port -> port.getTargetPort().getStrVal())
                        .toList());
        assertThat(container.getVolumeMounts())
                .extracting(VolumeMount::getName)
                .containsExactlyInAnyOrderElementsOf(template.getSpec().getVolumes().stream()
                        .map(Volume::getName)
                        .toList());
        assertThat(statefulSet().getSpec().getVolumeClaimTemplates())
                .extracting(claim -> claim.getMetadata().getName())
                .containsExactly("state");
        assertThat(template.getSpec().getVolumes().getFirst().getConfigMap().getName())
                .isEqualTo(one(ConfigMap.class).getMetadata().getName());
    }

    /** Without a pair in the directory of the secret, since that is not in the manifests. */
    @Test
    void theConfigurationFitsTheContainer() throws IOException {
        PodSpec pod = deployment().getSpec().getTemplate().getSpec();
        Container container = pod.getContainers().getFirst();
        FrontdoorConfig config = configuration();

        assertThat(Stream.of(
                                config.listen().plaintext(),
                                config.listen().tls(),
                                List.of(config.health().listen().orElseThrow()))
                        .flatMap(List::stream)
                        .map(ListenAddress::port))
                .containsExactlyElementsOf(container.getPorts().stream()
                        .map(ContainerPort::getContainerPort)
                        .toList());
        assertThat(Stream.of(container.getStartupProbe(), container.getReadinessProbe(), container.getLivenessProbe()))
                .extracting(probe -> probe.getHttpGet().getPort().getStrVal())
                .containsOnly("health");
        Duration before = Duration.ofSeconds(Long.parseLong(
                container.getLifecycle().getPreStop().getExec().getCommand().getLast()));
        assertThat(Duration.ofSeconds(pod.getTerminationGracePeriodSeconds()))
                .as("preStop, the drain, and what an end takes beside it")
                .isGreaterThanOrEqualTo(before.plus(config.drainTimeout()).plusSeconds(5));
        assertThat(container.getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .contains(config.stateDirectory().toString(), "/etc/frontdoor", "/etc/certificates/shop");
    }

    private FrontdoorConfig configuration() throws IOException {
        String text = one(ConfigMap.class).getData().get("frontdoor.conf");
        Path certificates = Files.createDirectories(directory.resolve("certificates"));
        Path file = Files.writeString(
                directory.resolve("frontdoor.conf"), text.replace("/etc/certificates", certificates.toString()));
        assertThat(text).contains("/etc/certificates");
        ConfigResult read = ConfigLoader.load(file);
        assertThat(read).isInstanceOf(ConfigResult.Loaded.class);
        return ((ConfigResult.Loaded) read).config();
    }

    private static StatefulSet statefulSet() throws IOException {
        return (StatefulSet) read("statefulset.yaml").getFirst();
    }

    private static Deployment deployment() throws IOException {
        return (Deployment) read("deployment.yaml").getFirst();
    }

    private static <T extends HasMetadata> T one(Class<T> kind) throws IOException {
        return read("frontdoor.yaml").stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow();
    }

    private static List<KubernetesResource> read(String file) throws IOException {
        return readText(Files.readString(MANIFESTS.resolve(file)));
    }

    private static List<KubernetesResource> readText(String text) throws IOException {
        List<KubernetesResource> resources = new ArrayList<>();
        for (JsonNode document :
                STRICT.readerFor(JsonNode.class).<JsonNode>readValues(text).readAll()) {
            Class<? extends KubernetesResource> kind =
                    KINDS.get(document.path("kind").asText());
            assertThat(kind).as(document.toString()).isNotNull();
            KubernetesResource resource = STRICT.treeToValue(document, kind);
            if (resource instanceof HasMetadata known) {
                assertThat(document.path("apiVersion").asText()).isEqualTo(HasMetadata.getApiVersion(known.getClass()));
            }
            resources.add(resource);
        }
        return resources;
    }
}
