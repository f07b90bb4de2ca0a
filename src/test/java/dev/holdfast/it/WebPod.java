package dev.holdfast.it;

import dev.holdfast.kit.PodPart;
import dev.holdfast.kit.Scene;
import dev.holdfast.kit.net.Traffic;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;

/** A pod of its own that serves behind a Service, on a host in a network. */
record WebPod(Scene scene, Pod pod) {
  static final int PORT = 8080;

  private static final String NAME = "web";

  /** It is ready and answers: the one does not wait for the other. */
  static WebPod start(Scene scene) {
    scene.running(scene.workloads().barePod(NAME, PodPart.listening(PORT)));
    new Traffic(scene.client(), scene.namespace()).service(NAME, PORT);
    var web = new WebPod(scene, scene.pods(NAME).getFirst());
    scene.eventually().until("the pod answers", web::answersOk);
    return web;
  }

  String address() {
    return pod.getStatus().getPodIP();
  }

  /** To an HTTP request. */
  String answer() throws IOException {
    return Caller.answer(address(), PORT);
  }

  boolean answersOk() throws IOException {
    return answer().contains("200 OK");
  }

  /** Whether the Service sends to it. */
  boolean getsTraffic() {
    return new Traffic(scene.client(), scene.namespace()).to(NAME).contains(address());
  }

  boolean isReady() {
    return scene.client().resource(pod).isReady();
  }

  boolean isGone() {
    return scene.client().resource(pod).get() == null;
  }
}
