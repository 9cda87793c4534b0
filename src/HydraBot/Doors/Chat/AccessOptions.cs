using System.ComponentModel.DataAnnotations;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Doors.Chat;

/// <summary>Section <c>Access</c>: what a server role is worth.</summary>
internal sealed class AccessOptions
{
    /// <summary>Role name or id to access level. <c>None</c> takes a default away.</summary>
    [Required]
    public Dictionary<string, AccessLevel> Roles { get; set; } = new(StringComparer.Ordinal)
    {
        ["Owner"] = AccessLevel.Owner,
        ["Operator"] = AccessLevel.Operator,
        ["Viewer"] = AccessLevel.Viewer,
    };
}

[OptionsValidator]
internal sealed partial class AccessOptionsValidator : IValidateOptions<AccessOptions>;
