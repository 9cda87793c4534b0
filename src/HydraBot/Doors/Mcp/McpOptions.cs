using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace HydraBot.Doors.Mcp;

/// <summary>Section <c>Mcp</c>: how programs reach the tools.</summary>
internal sealed class McpOptions
{
    public const string Section = "Mcp";

    /// <summary>The name of the key of <c>Api:Keys</c> that <c>HydraBot mcp</c> and <c>mcp test</c> use; in local mode the owner's own where it is not set.</summary>
    [StringLength(100)]
    public string? Key { get; set; }
}

[OptionsValidator]
internal sealed partial class McpOptionsValidator : IValidateOptions<McpOptions>;
