namespace HydraBot.Discord.Model;

/// <summary>A channel's exception to the roles' permissions. https://discord.com/developers/docs/resources/channel#overwrite-object</summary>
public sealed record PermissionOverwrite
{
    public Snowflake Id { get; set; }

    /// <summary>0: <see cref="Id"/> is a role, 1: it is a member.</summary>
    public int Type { get; set; }
    public Permissions Allow { get; set; }
    public Permissions Deny { get; set; }
}
