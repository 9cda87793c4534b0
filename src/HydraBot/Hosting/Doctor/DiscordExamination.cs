using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using HydraBot.Doors.Chat;
using Microsoft.Extensions.Options;

namespace HydraBot.Hosting.Doctor;

/// <summary>Whether Discord knows the bot's token.</summary>
internal sealed class DiscordExamination(IOptions<DiscordOptions> discord) : IExamination
{
    private const string HowToGetOne =
        "For your own server: make an application with a bot at https://discord.com/developers/applications, and give its token to HydraBot setup.";

    public string Subject => "Discord";

    public async Task<Finding> ExamineAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(discord.Value.Token))
            return Finding.Missing("no token: local mode, with a Discord of our own", HowToGetOne);
        try
        {
            using var http = new HttpClient();
            using var question = new HttpRequestMessage(HttpMethod.Get, $"{discord.Value.ApiBaseUrl.ToString().TrimEnd('/')}/users/@me");
            question.Headers.Authorization = new AuthenticationHeaderValue("Bot", discord.Value.Token);
            using var answer = await http.SendAsync(question, cancellationToken);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => Finding.Ok($"the token is {Name(await answer.Content.ReadAsStringAsync(cancellationToken))}'s"),
                HttpStatusCode.Unauthorized => Finding.Wrong("Discord does not know this token", $"Reset it on the application's Bot page and set Discord:Token. {HowToGetOne}"),
                var status => Finding.Wrong($"{discord.Value.ApiBaseUrl} answers {(int)status}", "Look at Discord:ApiBaseUrl, and at https://discordstatus.com."),
            };
        }
        catch (HttpRequestException exception)
        {
            return Finding.Missing($"{discord.Value.ApiBaseUrl} cannot be reached: {exception.Message}", "Look at this machine's network, and at Discord:ApiBaseUrl.");
        }
    }

    private static string Name(string user)
    {
        using var document = JsonDocument.Parse(user);
        return document.RootElement.GetProperty("username").GetString() ?? "a nameless bot";
    }
}
