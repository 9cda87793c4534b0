using System.Text.Json;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Alerts.Incoming;

/// <summary>Reads what the webhooks of other programs send.</summary>
/// <remarks>
/// Prometheus Alertmanager: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config ; Grafana sends the same with more:
/// https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/ ; Uptime Kuma:
/// its notification provider <c>webhook</c> sends <c>{heartbeat, monitor, msg}</c>.
/// </remarks>
internal static class WebhookReader
{
    public const string Kinds = "alertmanager, grafana, uptime-kuma";

    private const int MostAlerts = 500;

    /// <exception cref="OperationException">It is no such shape; the message says what is missing.</exception>
    public static IReadOnlyList<IncomingAlert> Read(string kind, string payload)
    {
        JsonElement root;
        try
        {
            root = JsonElement.Parse(payload);
        }
        catch (JsonException exception)
        {
            throw OperationException.WrongArgument($"'payload' is no JSON: {exception.Message}", exception);
        }

        if (root.ValueKind != JsonValueKind.Object)
            throw OperationException.WrongArgument("'payload' is a JSON object, as the webhook sends it.");
        return kind.Trim().ToLowerInvariant() switch
        {
            "alertmanager" or "prometheus" => Alerts(root, "alertmanager"),
            "grafana" => root.TryGetProperty("alerts", out _) ? Alerts(root, "grafana") : [OldGrafana(root)],
            "uptime-kuma" or "uptimekuma" or "kuma" => [Kuma(root)],
            _ => throw OperationException.WrongArgument($"'kind' is one of {Kinds}; not '{kind}'."),
        };
    }

    private static List<IncomingAlert> Alerts(JsonElement root, string source)
    {
        if (!root.TryGetProperty("alerts", out var alerts) || alerts.ValueKind != JsonValueKind.Array)
            throw new OperationException($"A webhook of {source} holds 'alerts', a list.");
        return [.. alerts.EnumerateArray().Take(MostAlerts).Select(alert => One(alert, source))];
    }

    private static IncomingAlert One(JsonElement alert, string source)
    {
        var (labels, notes) = (Part(alert, "labels"), Part(alert, "annotations"));
        var name = Text(labels, "alertname") ?? "alert";
        var where = Text(labels, "instance") ?? Text(labels, "container") ?? Text(labels, "job");
        var key = Text(alert, "fingerprint") ?? Labels(labels) ?? name;
        var text = string.Join('\n', new[] { Text(notes, "description"), Text(notes, "message"), Link(Text(alert, "generatorURL")) }.Where(part => !string.IsNullOrWhiteSpace(part)));
        return new IncomingAlert(
            new AlertSignal($"{source}:{key}", source, name, Severity(Text(labels, "severity")), Text(notes, "summary") ?? (where is null ? name : $"{name} on {where}"), text),
            Text(alert, "status") is not "resolved");
    }

    private static string? Labels(JsonElement labels) => labels.ValueKind == JsonValueKind.Object
        ? string.Join(',', labels.EnumerateObject().Select(label => $"{label.Name}={label.Value}").Order(StringComparer.Ordinal))
        : null;

    private static IncomingAlert OldGrafana(JsonElement root)
    {
        if (Text(root, "ruleName") is not { } rule)
            throw new OperationException("A webhook of grafana holds 'alerts', a list, or (before version 8) 'ruleName' and 'state'.");
        var id = root.TryGetProperty("ruleId", out var number) ? number.ToString() : rule;
        return new IncomingAlert(
            new AlertSignal($"grafana:{id}", "grafana", rule, AlertSeverity.Warning, Text(root, "title") ?? rule, Text(root, "message") ?? ""), Text(root, "state") is not ("ok" or "paused"));
    }

    private static IncomingAlert Kuma(JsonElement root)
    {
        var (heartbeat, monitor) = (Part(root, "heartbeat"), Part(root, "monitor"));
        if (heartbeat.ValueKind != JsonValueKind.Object)
        {
            // Its test button sends a sentence alone.
            return Text(root, "msg") is { } said
                ? new IncomingAlert(new AlertSignal("uptime-kuma:test", "uptime-kuma", "Uptime Kuma", AlertSeverity.Information, said), Fires: true)
                : throw new OperationException("A webhook of uptime-kuma holds 'heartbeat' and 'monitor', or at least 'msg'.");
        }

        var name = Text(monitor, "name") ?? "monitor";
        var id = monitor.ValueKind == JsonValueKind.Object && monitor.TryGetProperty("id", out var number) ? number.ToString() : name;
        // 0 down, 1 up, 2 pending, 3 maintenance.
        var status = heartbeat.TryGetProperty("status", out var state) && state.ValueKind == JsonValueKind.Number && state.TryGetInt32(out var known) ? known : 0;
        return new IncomingAlert(
            new AlertSignal($"uptime-kuma:{id}", "uptime-kuma", "Uptime Kuma", status == 2 ? AlertSeverity.Warning : AlertSeverity.Critical, $"{name} is {(status == 2 ? "pending" : "down")}",
                Text(heartbeat, "msg") ?? Text(root, "msg") ?? ""),
            status is 0 or 2);
    }

    private static AlertSeverity Severity(string? word) => word?.ToLowerInvariant() switch
    {
        "critical" or "page" or "emergency" or "error" or "fatal" or "high" => AlertSeverity.Critical,
        "info" or "information" or "none" or "low" => AlertSeverity.Information,
        _ => AlertSeverity.Warning,
    };

    private static string? Link(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? address : null;

    private static JsonElement Part(JsonElement root, string name) => root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var part) ? part : default;

    private static string? Text(JsonElement root, string name) =>
        Part(root, name) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } value ? value : null;
}
