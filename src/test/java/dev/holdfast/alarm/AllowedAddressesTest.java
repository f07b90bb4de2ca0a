package dev.holdfast.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedAddressesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "127.1.2.3",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::1",
        "2001:0:53aa:64c:0:5efe:a00:1",
        "fd00::1",
        "fc00::1",
        "fe80::1",
        "fe80::1%1",
        "ff02::1",
        "fd00:ec2::254",
      })
  void whatIsInsideIsRefused(String address) throws UnknownHostException {
    assertThat(new AllowedAddresses(List.of()).contains(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1.1.1", "172.32.0.1", "192.169.0.1", "223.255.255.1", "2606:4700::1"})
  void whatIsOutsideIsAllowed(String address) throws UnknownHostException {
    assertThat(new AllowedAddresses(List.of()).contains(InetAddress.getByName(address))).isTrue();
  }

  @Test
  void whatAnAdministratorNamesIsAllowedAndNothingBesideIt() throws UnknownHostException {
    var addresses = new AllowedAddresses(List.of("10.1.0.0/16", "fd00:1::/32", "127.0.0.1"));
    assertThat(addresses.contains(InetAddress.getByName("10.1.2.3"))).isTrue();
    assertThat(addresses.contains(InetAddress.getByName("fd00:1::7"))).isTrue();
    assertThat(addresses.contains(InetAddress.getByName("127.0.0.1"))).isTrue();
    assertThat(addresses.contains(InetAddress.getByName("10.2.0.1"))).isFalse();
    assertThat(addresses.contains(InetAddress.getByName("127.0.0.2"))).isFalse();
    assertThat(addresses.contains(InetAddress.getByName("fd00:2::7"))).isFalse();
  }
}
