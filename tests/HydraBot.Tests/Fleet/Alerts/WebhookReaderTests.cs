using HydraBot.Fleet.Alerts;
using HydraBot.Fleet.Alerts.Incoming;
using HydraBot.Governance.Operations;
using Xunit;

namespace HydraBot.Tests.Fleet.Alerts;

public class WebhookReaderTests
{
    [Fact]
    public void Alertmanager_names_what_fires_and_what_is_over()
    {
        var read = WebhookReader.Read("alertmanager", """
            {"version": "4", "status": "firing", "receiver": "hydrabot", "groupLabels": {"alertname": "DiskFull"}, "commonLabels": {}, "commonAnnotations": {}, "externalURL": "http://am:9093",
             "alerts": [
               {"status": "firing", "labels": {"alertname": "DiskFull", "instance": "nas:9100", "severity": "critical"}, "annotations": {"summary": "Disk of nas is full", "description": "3 GiB left"},
                "startsAt": "2026-01-01T00:00:00Z", "endsAt": "0001-01-01T00:00:00Z", "generatorURL": "http://prom:9090/graph", "fingerprint": "f1"},
               {"status": "resolved", "labels": {"alertname": "DiskFull", "instance": "web:9100"}, "annotations": {}, "fingerprint": "f2"}]}
            """);

        Assert.Equal(["alertmanager:f1", "alertmanager:f2"], read.Select(alert => alert.Signal.Key));
        Assert.Equal([true, false], read.Select(alert => alert.Fires));
        Assert.Equal((AlertSeverity.Critical, "Disk of nas is full"), (read[0].Signal.Severity, read[0].Signal.Title));
        Assert.Equal("DiskFull on web:9100", read[1].Signal.Title);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(3, false)]
    public void Uptime_Kuma_says_down_with_a_zero(int status, bool fires)
    {
        var read = Assert.Single(WebhookReader.Read("uptime-kuma", $$$"""{"heartbeat": {"monitorID": 4, "status": {{{status}}}, "msg": "timeout"}, "monitor": {"id": 4, "name": "Home"}, "msg": "[Home] timeout"}"""));

        Assert.Equal(("uptime-kuma:4", fires, "timeout"), (read.Signal.Key, read.Fires, read.Signal.Text));
    }

    [Fact]
    public void Uptime_Kumas_test_is_taken_too() =>
        Assert.Equal("It works", Assert.Single(WebhookReader.Read("kuma", """{"heartbeat": null, "monitor": null, "msg": "It works"}""")).Signal.Title);

    [Fact]
    public void Grafana_of_old_is_understood()
    {
        var read = Assert.Single(WebhookReader.Read("grafana", """{"title": "[OK] CPU", "ruleId": 7, "ruleName": "CPU", "state": "ok"}"""));

        Assert.Equal(("grafana:7", false), (read.Signal.Key, read.Fires));
    }

    [Theory]
    [InlineData("nagios", "{}", "alertmanager, grafana, uptime-kuma")]
    [InlineData("alertmanager", "{}", "'alerts'")]
    [InlineData("alertmanager", "[]", "object")]
    [InlineData("kuma", "{", "no JSON")]
    [InlineData("grafana", "{}", "ruleName")]
    [InlineData("kuma", """{"heartbeat": 3}""", "heartbeat")]
    public void What_is_wrong_is_said(string kind, string payload, string expected) =>
        Assert.Contains(expected, Assert.Throws<OperationException>(() => WebhookReader.Read(kind, payload)).Message, StringComparison.Ordinal);
}
