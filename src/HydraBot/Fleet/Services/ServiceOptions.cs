using System.ComponentModel.DataAnnotations;
using System.Net;
using HydraBot.Fleet.Alerts;

namespace HydraBot.Fleet.Services;

/// <summary>Section <c>Fleet:Services:NAME</c>.</summary>
internal sealed class ServiceOptions
{
    public ServiceKind? Kind { get; set; }

    /// <summary>An address, <c>host:port</c>, a name, a machine or a connection string, by kind.</summary>
    public string? Target { get; set; }

    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>HTTP: the only status that is well; otherwise any of 200 to 299.</summary>
    public int? Status { get; set; }

    /// <summary>HTTP: what the page holds. DNS: an address that must be among the answers.</summary>
    public string? Text { get; set; }

    /// <summary>DNS: who is asked, as <c>address</c> or <c>address:port</c>; the machine's own resolver where it is not set.</summary>
    public string? Server { get; set; }

    /// <summary>How many failures in a row are trouble.</summary>
    public int Failures { get; set; } = 3;

    /// <summary>How many days before a certificate ends people are told.</summary>
    public int WarnDays { get; set; } = 14;

    public AlertSeverity Severity { get; set; } = AlertSeverity.Critical;

    public IEnumerable<ValidationResult> Problems(string key)
    {
        if (Kind is null)
            yield return new ValidationResult($"{key}:Kind is not set; allowed is {string.Join(", ", Enum.GetNames<ServiceKind>())}.");
        if (string.IsNullOrWhiteSpace(Target))
            yield return new ValidationResult($"{key}:Target is not set; it says what is looked at.");
        else if (Kind is { } kind && Wanted(kind) is { } wanted)
            yield return new ValidationResult($"{key}:Target is '{Target}'; allowed for {kind} is {wanted}.");
        if (Interval < TimeSpan.FromSeconds(1) || Interval > TimeSpan.FromDays(1))
            yield return new ValidationResult($"{key}:Interval is '{Interval}'; allowed is 00:00:01 to 1.00:00:00.");
        if (Timeout < TimeSpan.FromMilliseconds(100) || Timeout > TimeSpan.FromMinutes(2))
            yield return new ValidationResult($"{key}:Timeout is '{Timeout}'; allowed is 00:00:00.1 to 00:02:00.");
        if (Status is < 100 or > 599)
            yield return new ValidationResult($"{key}:Status is '{Status}'; allowed is 100 to 599.");
        if (Failures is < 1 or > 100)
            yield return new ValidationResult($"{key}:Failures is '{Failures}'; allowed is 1 to 100.");
        if (WarnDays is < 0 or > 3650)
            yield return new ValidationResult($"{key}:WarnDays is '{WarnDays}'; allowed is 0 to 3650.");
        if (Server is { Length: > 0 } && !IPEndPoint.TryParse(Server, out _))
            yield return new ValidationResult($"{key}:Server is '{Server}'; allowed is an IP address, with a port where it is not 53.");
    }

    /// <summary>Host and port of <see cref="Target"/>.</summary>
    public (string Host, int Port) HostAndPort(int usual)
    {
        var target = Target!.Contains("://", StringComparison.Ordinal) ? Target[(Target.IndexOf("://", StringComparison.Ordinal) + 3)..] : Target;
        return Uri.TryCreate($"any://{target}", UriKind.Absolute, out var address) ? (address.IdnHost, address.Port > 0 ? address.Port : usual) : (target, usual);
    }

    /// <summary>What is allowed, where the target is something else; a connection string's words are never repeated.</summary>
    private string? Wanted(ServiceKind kind) => kind switch
    {
        ServiceKind.Http when !Uri.TryCreate(Target, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") => "an http or https address",
        ServiceKind.Tcp when HostAndPort(0).Port == 0 => "host:port",
        ServiceKind.Dns or ServiceKind.Ping when Uri.CheckHostName(Target) == UriHostNameType.Unknown => "the name or the address of a machine",
        _ => null,
    };
}
