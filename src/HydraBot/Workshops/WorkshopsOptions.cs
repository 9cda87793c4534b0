using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace HydraBot.Workshops;

/// <summary>Section <c>Workshops</c>: programs beside HydraBot that it works with.</summary>
internal sealed class WorkshopsOptions : IValidatableObject
{
    public const string Section = "Workshops";

    public ComfyUIOptions ComfyUI { get; set; } = new();

    public N8nOptions N8n { get; set; } = new();

    public LettaOptions Letta { get; set; } = new();

    public CrewsOptions Crews { get; set; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
    [
        .. Check("ComfyUI", ComfyUI, "http://127.0.0.1:8188"),
        .. Check("N8n", N8n, "http://127.0.0.1:5678"),
        .. Check("Letta", Letta, "http://127.0.0.1:8283"),
        .. Check("Crews", Crews, "https://research.crewai.com"),
        .. Crews.Named.SelectMany(crew => Check($"Crews:Named:{crew.Key}", crew.Value, "https://research.crewai.com")),
        .. Within("ComfyUI:TimeLimit", ComfyUI.TimeLimit), .. Within("N8n:TimeLimit", N8n.TimeLimit),
        .. Within("Letta:TimeLimit", Letta.TimeLimit), .. Within("Crews:TimeLimit", Crews.TimeLimit),
        .. ComfyUI.PicturesMb is < 1 or > 100 ? [new ValidationResult($"Workshops:ComfyUI:PicturesMb is '{ComfyUI.PicturesMb}'; allowed is 1 to 100.")] : Array.Empty<ValidationResult>(),
    ];

    private static IEnumerable<ValidationResult> Check(string name, WorkshopOptions workshop, string example)
    {
        if (workshop.Url is { Length: > 0 } url
            && (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0))
        {
            yield return new ValidationResult($"Workshops:{name}:Url is '{url}'; allowed is an http or https address without a query or a password, such as {example}.");
        }

        if (workshop.ApiKey is { Length: > 0 } key && key.Any(c => c is <= ' ' or > '~'))
            yield return new ValidationResult($"Workshops:{name}:ApiKey is '[secret]'; allowed is printable ASCII without spaces.");
    }

    private static IEnumerable<ValidationResult> Within(string name, TimeSpan limit)
    {
        if (limit < TimeSpan.FromSeconds(1) || limit > TimeSpan.FromMinutes(55))
            yield return new ValidationResult($"Workshops:{name} is '{limit}'; allowed is 00:00:01 to 00:55:00.");
    }
}

/// <summary>What every workshop has.</summary>
internal class WorkshopOptions
{
    /// <summary>Its address; without one it is not used.</summary>
    public string? Url { get; set; }

    /// <summary>Its key, where it wants one.</summary>
    public string? ApiKey { get; set; }
}

/// <summary>Section <c>Workshops:ComfyUI</c>.</summary>
internal sealed class ComfyUIOptions : WorkshopOptions
{
    /// <summary>A folder of workflows in API format, one a file; the built-in ones where it is not set.</summary>
    public string? Templates { get; set; }

    /// <summary>How long a picture may take.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How many megabytes of pictures are brought back: what Discord takes in one message is a good measure.</summary>
    public int PicturesMb { get; set; } = 9;
}

/// <summary>Section <c>Workshops:N8n</c>.</summary>
internal sealed class N8nOptions : WorkshopOptions
{
    /// <summary>The whole Authorization header for webhooks that ask for one, such as <c>Bearer ...</c>.</summary>
    public string? WebhookAuthorization { get; set; }

    /// <summary>How long a workflow is waited for.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromMinutes(2);
}

/// <summary>Which of its two servers a Letta is.</summary>
internal enum LettaApi
{
    /// <summary>Asks it once.</summary>
    Auto,

    /// <summary>The OpenAI-compatible server of today's Letta.</summary>
    OpenAI,

    /// <summary>The older REST server with agents, blocks and archives.</summary>
    Rest,
}

/// <summary>Section <c>Workshops:Letta</c>.</summary>
internal sealed class LettaOptions : WorkshopOptions
{
    public LettaApi Api { get; set; } = LettaApi.Auto;

    /// <summary>How long an agent may think.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromMinutes(2);
}

/// <summary>Section <c>Workshops:Crews</c>: a crew is called by its own address, so there may be several.</summary>
internal sealed class CrewsOptions : WorkshopOptions
{
    /// <summary>Further crews by name.</summary>
    public Dictionary<string, WorkshopOptions> Named { get; set; } = [];

    /// <summary>How long a run is followed; it goes on without us.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>How often a running crew is asked how it is.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(3);
}

[OptionsValidator]
internal sealed partial class WorkshopsOptionsValidator : IValidateOptions<WorkshopsOptions>;
