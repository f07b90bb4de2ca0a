package dev.holdfast.kit.standin;

import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.net.HttpURLConnection;

/** Takes an eviction for a deletion; the mock server would store it. */
final class EvictingDispatcher extends KubernetesCrudDispatcher {
  private static final String EVICTION = "/eviction";

  @Override
  public MockResponse handleCreate(RecordedRequest request) {
    var path = request.getPath();
    if (!path.endsWith(EVICTION)) {
      return super.handleCreate(request);
    }
    var deleted = handleDelete(path.substring(0, path.length() - EVICTION.length()));
    return deleted.code() == HttpURLConnection.HTTP_OK
        ? deleted.setResponseCode(HttpURLConnection.HTTP_CREATED)
        : deleted;
  }
}
