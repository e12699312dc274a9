using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace NimmGen.LanguageModels.Tests;

/// <summary>A request as a server sees it.</summary>
internal sealed record SeenRequest(string Path, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>An HTTP server on loopback, on a free port, that answers as it is told.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<SeenRequest> _seen = new();

    private FakeServer(WebApplication application) => _application = application;

    public string Root => _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>As users write it for the OpenAI protocol.</summary>
    public string Address => Root + "/v1";

    public IReadOnlyList<SeenRequest> Seen => [.. _seen];

    /// <param name="answer">What to do with the request of that number, from 1.</param>
    public static async Task<FakeServer> StartAsync(Func<HttpContext, int, Task> answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(o => o.Listen(IPAddress.Loopback, 0));
        WebApplication application = builder.Build();
        var server = new FakeServer(application);
        int number = 0;
        application.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            string body = await reader.ReadToEndAsync();
            server._seen.Enqueue(new(context.Request.Path, context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body));
            await answer(context, Interlocked.Increment(ref number));
        });
        await application.StartAsync();
        return server;
    }

    /// <summary>A server that answers every request alike.</summary>
    public static Task<FakeServer> StartAsync(Func<HttpContext, Task> answer) => StartAsync((context, _) => answer(context));

    public async ValueTask DisposeAsync()
    {
        // A request that hangs on purpose is not waited for.
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
    }
}
