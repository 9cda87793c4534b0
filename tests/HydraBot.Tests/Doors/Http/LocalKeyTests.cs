using HydraBot.Doors.Http.Keys;
using HydraBot.Governance.Audit;
using HydraBot.Hosting;
using HydraBot.Hosting.Starting;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace HydraBot.Tests.Doors.Http;

public sealed class LocalKeyTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydrabot-key-");
    private readonly SecretMask _mask = new([]);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_key_is_kept_over_restarts_and_hidden_from_every_log()
    {
        var first = Key("data").Token;
        Assert.Equal(first, Key("data").Token);
        Assert.Equal("the key is [secret]", _mask.Apply($"the key is {first}"));
    }

    [Fact]
    public void Each_house_has_a_key_of_its_own() => Assert.NotEqual(Key("one").Token, Key("two").Token);

    [Fact]
    public void A_file_that_others_could_read_is_closed_to_them()
    {
        var token = Key("data").Token;
        var file = Path.Combine(_folder.FullName, "data", "api-key");
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        Assert.Equal(token, Key("data").Token);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void A_place_that_cannot_be_written_stops_the_start_with_its_setting()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "data"), "");
        Assert.Contains("Storage:Path", Assert.Throws<StartException>(() => Key("data")).Message, StringComparison.Ordinal);
    }

    private LocalKey Key(string folder)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Storage:Path", Path.Combine(_folder.FullName, folder))]).Build();
        return new LocalKey(new ApplicationPaths(settings), _mask);
    }
}
