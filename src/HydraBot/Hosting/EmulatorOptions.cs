using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace HydraBot.Hosting;

/// <summary>Section <c>Emulator</c>: the Discord of our own that stands in when there is no token.</summary>
internal sealed class EmulatorOptions
{
    /// <summary>Where it listens; port 0 takes any free one.</summary>
    [Required]
    public Uri Url { get; set; } = new("http://127.0.0.1:8701");
}

[OptionsValidator]
internal sealed partial class EmulatorOptionsValidator : IValidateOptions<EmulatorOptions>;
