using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using HydraBot.Discord;
using HydraBot.Discord.Model;
using HydraBot.Discord.Rest;
using HydraBot.Doors.Chat;
using HydraBot.Hosting.Setup;
using HydraBot.Testing;
using Xunit;

namespace HydraBot.Tests.Hosting.Setup;

/// <summary>The invitation asks for what the bot uses, and for nothing more.</summary>
public sealed partial class InviteTests
{
    [Fact]
    public void Every_call_that_the_house_makes_has_its_permissions_and_none_is_listed_that_it_does_not_make()
    {
        var made = Referenced(nameof(DiscordRest)).Where(name => name.EndsWith("Async", StringComparison.Ordinal))
            .Concat(Referenced(nameof(DiscordClient)).Where(name => name == nameof(DiscordClient.CreateVoiceCall)));

        Assert.Equal(made.Order(), BotPermissions.ByCall.Keys.Order());
    }

    [Fact]
    public void It_asks_for_no_power_over_others()
    {
        const Permissions Power = Permissions.Administrator | Permissions.ManageGuild | Permissions.ManageRoles | Permissions.ManageChannels | Permissions.ManageMessages
            | Permissions.ManageThreads | Permissions.ManageWebhooks | Permissions.KickMembers | Permissions.BanMembers | Permissions.ModerateMembers
            | Permissions.MuteMembers | Permissions.DeafenMembers | Permissions.MoveMembers | Permissions.MentionEveryone | Permissions.ViewAuditLog;

        Assert.Equal(Permissions.None, BotPermissions.All & Power);
        Assert.NotEqual(Permissions.None, BotPermissions.All);
    }

    [Fact]
    public void The_address_carries_the_application_the_scopes_the_sum_and_the_server()
    {
        var sum = ((ulong)BotPermissions.All).ToString(System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal($"https://discord.com/oauth2/authorize?client_id=7&scope=bot+applications.commands&permissions={sum}", Invitation.For(new Snowflake(7), null));
        Assert.EndsWith($"&permissions={sum}&guild_id=8&disable_guild_select=true", Invitation.For(new Snowflake(7), "8"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_lists_the_same_permissions()
    {
        var page = File.ReadAllText(Path.Combine(SourceFolder.Root, "docs", "install.md"));
        var listed = Code().Matches(page[page.IndexOf("exactly these permissions", StringComparison.Ordinal)..].Split("\n\n")[0]).Select(match => match.Groups[1].Value);

        Assert.Equal(Enum.GetValues<Permissions>().Where(one => one != Permissions.None && BotPermissions.All.HasFlag(one)).Select(one => one.ToString()).Order(), listed.Order());
    }

    /// <summary>Members of a class of the client that the product's code refers to.</summary>
    private static HashSet<string> Referenced(string type)
    {
        using var file = File.OpenRead(typeof(HydraBotBuilder).Assembly.Location);
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        return [.. metadata.MemberReferences.Select(metadata.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference && metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)member.Parent).Name) == type)
            .Select(member => metadata.GetString(member.Name))];
    }

    [GeneratedRegex("`([A-Za-z]+)`")]
    private static partial Regex Code();
}
