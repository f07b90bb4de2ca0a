package dev.holdfast.kube.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiCallTest {
  @ParameterizedTest(name = "{0} {1}: {2} {3}")
  @CsvSource({
    "GET,    /api/v1/nodes,                                       list,   nodes",
    "GET,    /api/v1/nodes?watch=true&resourceVersion=7,          watch,  nodes",
    "GET,    /api/v1/nodes/n1,                                    get,    nodes",
    "GET,    /api/v1/namespaces/shop/pods?limit=500,              list,   pods",
    "GET,    /api/v1/namespaces/apis/pods/apis,                   get,    pods",
    "DELETE, /api/v1/namespaces/shop/pods/web-0,                  delete, pods",
    "DELETE, /api/v1/namespaces/shop/pods,              deletecollection, pods",
    "POST,   /api/v1/namespaces/shop/pods/web-0/eviction,         create, pods/eviction",
    "PATCH,  /api/v1/namespaces/shop/pods/web-0/status,           patch,  pods/status",
    "GET,    /api/v1/namespaces/shop,                             get,    namespaces",
    "PUT,    /apis/holdfast.dev/v1alpha1/namespaces/shop/highavailabilitypolicies/web/status,"
        + " update, highavailabilitypolicies/status",
    "GET,    /k8s/clusters/c1/apis/apps/v1/namespaces/api/deployments, list, deployments",
    "GET,    /version,                                            GET,    ''",
    "GET,    /apis,                                               GET,    ''",
    "GET,    /apis/apps/v1,                                       GET,    ''"
  })
  void aRequestIsCalledWhatTheRightsCallIt(
      String method, String path, String verb, String resource) {
    var call = ApiCall.of(method, URI.create("https://10.0.0.1:6443" + path));

    assertThat(call).isEqualTo(new ApiCall(verb, resource));
  }
}
