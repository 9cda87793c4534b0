using System.ComponentModel.DataAnnotations;

namespace HydraBot.Doors.Chat;

/// <summary>Section <c>Discord:Channels</c>: a channel's name or id for each kind of notice.</summary>
internal sealed class DiscordChannelOptions
{
    [Required(AllowEmptyStrings = false)]
    public string Status { get; set; } = "status";

    [Required(AllowEmptyStrings = false)]
    public string Alerts { get; set; } = "alerts";

    [Required(AllowEmptyStrings = false)]
    public string Approvals { get; set; } = "approvals";

    [Required(AllowEmptyStrings = false)]
    public string Briefing { get; set; } = "briefing";

    /// <summary>Signed checkpoints of the audit chain; the alerts channel where the server has no such one.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Audit { get; set; } = "audit";
}
