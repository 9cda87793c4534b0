using HydraBot.Testing;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace HydraBot.Tests.Packaging;

/// <summary>What the compose file promises of the bot's own container.</summary>
public sealed class ComposeTests
{
    private readonly YamlMappingNode _services;

    public ComposeTests()
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(Path.Combine(SourceFolder.Root, "compose.yaml"));
        yaml.Load(text);
        _services = (YamlMappingNode)yaml.Documents[0].RootNode["services"];
    }

    private YamlNode Bot => _services["hydrabot"];

    [Fact]
    public void The_bot_has_no_rights_and_writes_nowhere_but_in_its_data()
    {
        Assert.Equal("true", Bot["read_only"].ToString());
        Assert.Equal(["ALL"], Items(Bot["cap_drop"]));
        Assert.Contains("no-new-privileges:true", Items(Bot["security_opt"]));
        Assert.All(Items(Bot["volumes"]), volume => Assert.True(volume.StartsWith("data:", StringComparison.Ordinal) || volume.EndsWith(":ro", StringComparison.Ordinal), volume));
    }

    [Fact]
    public void Only_the_proxy_holds_the_engines_socket_and_it_lets_nothing_be_made()
    {
        var holders = _services.Children.Where(service => service.Value.ToString().Contains("docker.sock", StringComparison.Ordinal)).Select(service => service.Key.ToString());
        Assert.Equal(["engine"], holders);
        Assert.Equal("0", _services["engine"]["environment"]["POST"].ToString());
        Assert.Equal("tcp://engine:2375", Bot["environment"]["Fleet__Engine"].ToString());
    }

    [Fact]
    public void No_secret_stands_in_the_file_and_each_that_is_missing_stops_it()
    {
        foreach (var (name, value) in ((YamlMappingNode)Bot["environment"]).Children)
        {
            if (name.ToString() is var setting && (setting.EndsWith("Token", StringComparison.Ordinal) || setting.EndsWith("ConnectionString", StringComparison.Ordinal)))
                Assert.Contains(":?", value.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Images_of_others_are_pinned()
    {
        foreach (var (name, service) in _services.Children.Where(service => service.Key.ToString() != "hydrabot"))
            Assert.Matches(@":v?\d", $"{service["image"]} of {name}");
    }

    private static IEnumerable<string> Items(YamlNode list) => ((YamlSequenceNode)list).Children.Select(item => item.ToString());
}
