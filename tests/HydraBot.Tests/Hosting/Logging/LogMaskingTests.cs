using System.Globalization;
using HydraBot.Governance.Audit;
using HydraBot.Hosting.Logging;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting;
using Serilog.Formatting.Compact;
using Serilog.Formatting.Display;
using Xunit;

namespace HydraBot.Tests.Hosting.Logging;

/// <summary>What the console and the files get to see, with tokens planted wherever one can stand.</summary>
public sealed class LogMaskingTests
{
    private const string Planted = "planted-token-\"quoted\"-żółć";

    /// <summary>In Discord's form, put together here so that no scanner takes it for one.</summary>
    private static readonly string Discord = string.Join('.', "MTE5ODcyMzQ1Njc4OTAxMjM0NQ", "GxYzAb", "abcdefghijklmnopqrstuvwxyz0123456789AB");

    public static TheoryData<string> Formats => ["console", "file"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void No_token_reaches_the_output_in_a_message(string format) => AssertMasked(format, logger => logger.LogInformation("Connecting with {Value}", Planted));

    [Theory]
    [MemberData(nameof(Formats))]
    public void No_token_reaches_the_output_in_the_words_of_a_template(string format) =>
        AssertMasked(format, logger => logger.Log(LogLevel.Information, default, Planted, null, (state, _) => $"Connecting with {state} and {Discord}"));

    [Theory]
    [MemberData(nameof(Formats))]
    public void No_token_reaches_the_output_in_an_exception(string format) => AssertMasked(format, logger =>
        logger.LogError(new InvalidOperationException($"outer {Planted}", new HttpRequestException($"inner {Discord}")), "It broke"));

    [Theory]
    [MemberData(nameof(Formats))]
    public void No_token_reaches_the_output_in_a_scope(string format) => AssertMasked(format, logger =>
    {
        using (logger.BeginScope(new Dictionary<string, object> { ["Header"] = $"Bot {Discord}", ["Inside"] = new[] { Planted } }))
            logger.LogInformation("Sent");
    });

    [Theory]
    [MemberData(nameof(Formats))]
    public void No_token_reaches_the_output_in_a_structure(string format) => AssertMasked(format, logger =>
        logger.LogInformation("Request {@Request}", new { Url = new Uri($"https://u:{Uri.EscapeDataString("hunter2hunter2")}@host/"), Headers = new Dictionary<string, string> { ["x"] = Planted } }));

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_value_under_a_secret_name_is_masked_whatever_it_is(string format) =>
        AssertMasked(format, logger => logger.LogInformation("With {Password}", "hunter2hunter2"));

    [Theory]
    [MemberData(nameof(Formats))]
    public void Words_and_value_that_make_a_secret_together_are_masked(string format) =>
        AssertMasked(format, logger => logger.LogInformation("Authorization: Bearer {Value}", "hunter2hunter2hunter2"));

    [Fact]
    public void What_is_no_secret_stays_as_it_was()
    {
        var line = Write("file", logger => logger.LogInformation("{Count} containers in {Seconds} s on {Host}", 3, 0.5, "nas"));
        Assert.Contains("3 containers in 0.5 s on", line, StringComparison.Ordinal);
        Assert.Contains("\"Count\":3", line, StringComparison.Ordinal);
        Assert.Contains("\"Host\":\"nas\"", line, StringComparison.Ordinal);
    }

    private static void AssertMasked(string format, Action<Microsoft.Extensions.Logging.ILogger> log)
    {
        var text = Write(format, log);
        Assert.Contains(SecretMask.Mask, text, StringComparison.Ordinal);
        Assert.DoesNotContain("planted-token", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Discord, text, StringComparison.Ordinal);
    }

    private static string Write(string format, Action<Microsoft.Extensions.Logging.ILogger> log)
    {
        var output = new StringWriter(CultureInfo.InvariantCulture);
        ITextFormatter formatter = format == "file"
            ? new RenderedCompactJsonFormatter()
            : new MessageTemplateTextFormatter("{Timestamp:HH:mm:ss} {Message:lj} {Properties}{NewLine}{Exception}", CultureInfo.InvariantCulture);
        using (var serilog = new LoggerConfiguration().Enrich.FromLogContext().WriteTo.Sink(new MaskingSink(new Written(formatter, output), new SecretMask([Planted]))).CreateLogger())
        using (var factory = new SerilogLoggerFactory(serilog))
            log(factory.CreateLogger("test"));
        return output.ToString();
    }

    private sealed class Written(ITextFormatter formatter, TextWriter output) : ILogEventSink
    {
        public void Emit(LogEvent logEvent) => formatter.Format(logEvent, output);
    }
}
