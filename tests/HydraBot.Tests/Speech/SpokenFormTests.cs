using HydraBot.Speech.Synthesis;
using Xunit;

namespace HydraBot.Tests.Speech;

public class SpokenFormTests
{
    [Theory]
    [InlineData("CPU at 87%", "CPU at eighty seven percent")]
    [InlineData("1.5 GB of 16 GiB", "one point five gigabytes of sixteen gibibytes")]
    [InlineData("1 GB", "one gigabyte")]
    [InlineData("took 250 ms", "took two hundred fifty milliseconds")]
    [InlineData("192.168.1.10:8080", "one hundred ninety two dot one hundred sixty eight dot one dot ten port eight thousand eighty")]
    [InlineData("v2.10.3 is out", "version two point ten point three is out")]
    [InlineData("at 14:05", "at fourteen oh five")]
    [InlineData("at 9:00", "at nine o'clock")]
    [InlineData("3/4 healthy", "three of four healthy")]
    [InlineData("/var/log/syslog", "var slash log slash syslog")]
    [InlineData("`jellyfin` is **up**", "jellyfin is up")]
    [InlineData("see [the page](http://x.y/z)", "see the page")]
    [InlineData("nginx on db-2", "engine x on db two")]
    [InlineData("-4 °C", "minus four degrees celsius")]
    [InlineData("🟢 all good", "all good")]
    [InlineData("up since <t:1700000000:R>", "up since")]
    [InlineData("1,234 requests", "one thousand two hundred thirty four requests")]
    [InlineData("https://grafana.lan:3000/d/abc", "grafana dot lan port three thousand")]
    public void What_is_written_becomes_what_is_said(string written, string said) => Assert.Equal(said, SpokenForm.Of(written));

    [Theory]
    [InlineData("home-assistant", "home assistant")]
    [InlineData("db_2", "db two")]
    [InlineData("radarrMain10", "radarr main ten")]
    public void A_name_becomes_its_words(string name, string said) => Assert.Equal(said, SpokenForm.OfName(name));

    [Theory]
    [InlineData("Done. All is well! Really?", new[] { "Done.", "All is well!", "Really?" })]
    [InlineData("Dr. Smith paid 1.5 of it, e.g. today. Yes.", new[] { "Dr. Smith paid 1.5 of it, e.g. today.", "Yes." })]
    public void Text_is_cut_where_a_speaker_breathes(string text, string[] sentences) => Assert.Equal(sentences, Sentences.Split(text));

    [Fact]
    public void A_first_piece_is_short_and_nothing_is_lost()
    {
        var text = string.Join(' ', Enumerable.Range(0, 200).Select(i => $"word{i}"));
        var pieces = Sentences.Split(text).ToList();

        Assert.True(pieces[0].Length <= 120);
        Assert.All(pieces, piece => Assert.InRange(piece.Length, 1, 300));
        Assert.Equal(text, string.Join(' ', pieces));
    }
}
