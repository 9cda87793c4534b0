using HydraBot.ForeignTools;
using HydraBot.Hosting;
using HydraBot.Hosting.Starting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace HydraBot.Tests.ForeignTools;

public sealed class ForeignSettingsTests
{
    [Theory]
    [InlineData("Setting Mcp:Servers:a has neither a Command nor a Url", "a:CallTimeout=00:00:10")]
    [InlineData("Setting Mcp:Servers:a has both a Command and a Url", "a:Command=x", "a:Url=http://127.0.0.1/mcp")]
    [InlineData("Setting Mcp:Servers:A b has the name 'A b'; allowed are 1 to 24 lower-case letters", "A b:Command=x")]
    [InlineData("Setting Mcp:Servers:a:Url is 'ftp://x'; allowed is an http or https address", "a:Url=ftp://x")]
    [InlineData("Setting Mcp:Servers:a has Headers or an ApiKey without a Url", "a:Command=x", "a:ApiKey=abc")]
    [InlineData("Setting Mcp:Servers:a has Args, Env or a Folder without a Command", "a:Url=http://127.0.0.1/mcp", "a:Args:0=x")]
    [InlineData("Setting Mcp:Servers:a:Folder is '/nowhere/at/all'; allowed is a folder that exists", "a:Command=x", "a:Folder=/nowhere/at/all")]
    [InlineData("Setting Mcp:Servers:a:ApiKey is '[secret]'; allowed is printable ASCII without spaces", "a:Url=http://127.0.0.1/mcp", "a:ApiKey=two words")]
    [InlineData("Setting Mcp:Servers:a has both an ApiKey and the header Authorization", "a:Url=http://127.0.0.1/mcp", "a:ApiKey=abc", "a:Headers:authorization=x")]
    [InlineData("Setting Mcp:Servers:a:Headers:bad name is '[secret]'", "a:Url=http://127.0.0.1/mcp", "a:Headers:bad name=x")]
    [InlineData("Setting Mcp:Servers:a:CallTimeout is '01:00:00'; allowed is 00:00:00.1 to 00:10:00", "a:Command=x", "a:CallTimeout=01:00:00")]
    [InlineData("Setting Mcp:Servers:a:Effects:read is '9'", "a:Command=x", "a:Effects:read=9")]
    public async Task A_wrong_setting_stops_the_start_with_one_line(string says, params string[] settings)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => Rooms.BuildAsync(
            builder => builder.AddSettings<ForeignToolsOptions, ForeignToolsOptionsValidator>(ForeignToolsOptions.Section, (options, section) => options.Bind(section)),
            [.. settings.Select(setting => ($"Mcp:Servers:{setting.Split('=')[0]}", setting.Split('=', 2)[1]))]));

        Assert.StartsWith(says, Assert.Single(failure.Failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Mcp:Servers:a:Comand=x", "Mcp:Servers:a:Comand")]
    [InlineData("--Mcp:Servers:a:Effect=Maybe", "'Maybe'")]
    public void A_setting_that_nobody_knows_or_can_read_is_named(string setting, string says) =>
        Assert.Contains(says, Assert.Throws<StartException>(() => HydraBotBuilder.Build("--Mcp:Servers:a:Command=x", setting)).Message, StringComparison.Ordinal);
}
