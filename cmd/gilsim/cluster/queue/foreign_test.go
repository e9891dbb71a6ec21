package queue_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/jwt/v2"
	nats "github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nkeys"

	"github.com/gilsim/gilsim/cmd/gilsim/cluster"
)

// written writes a file of the test and returns its path.
func written(t *testing.T, name string, text []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// mustBe returns what there is no error for.
func mustBe[T any](t *testing.T) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// works checks that a job is done by a worker at a server.
func works(t *testing.T, login cluster.Login) {
	t.Helper()
	w := &workforce{t: t, login: login, do: square}
	w.start(1, version)
	defer w.end()
	c, err := run(t, login, "job", 5, cluster.WordTaken, nil)
	if err != nil {
		t.Fatal(err)
	}
	c.exact(t, 5)
}

// refused checks that a master at a server is refused in one sentence.
func refused(t *testing.T, login cluster.Login, want string) {
	t.Helper()
	if _, err := run(t, login, "job", 1, "", nil); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
		t.Errorf("with %+v: %v, want %q", login, err, want)
	}
}

// certified makes a certificate for 127.0.0.1 that signs itself, and returns the files of it and its private key.
func certified(t *testing.T) (cert, key string) {
	t.Helper()
	private := mustBe[*ecdsa.PrivateKey](t)(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
	what := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "gilsim"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	der := mustBe[[]byte](t)(x509.CreateCertificate(rand.Reader, what, what, &private.PublicKey, private))
	secret := mustBe[[]byte](t)(x509.MarshalPKCS8PrivateKey(private))
	return written(t, "cert.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})),
		written(t, "key.pem", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}))
}

func TestTLSIsWhatTheFilesSay(t *testing.T) {
	cert, key := certified(t)
	s, login := serve(t, cluster.ServeOptions{Cert: cert, CertKey: key})
	login.URL = "tls://" + s.Addr().String()
	login.CA = cert
	works(t, login)
	login.CA = ""
	refused(t, login, "certificate")
	login.CA, _ = certified(t)
	refused(t, login, "certificate")
	login.CA = filepath.Join(t.TempDir(), "none.pem")
	refused(t, login, "cannot be read")
	plain, own := serve(t, cluster.ServeOptions{})
	own.URL, own.CA = "tls://"+plain.Addr().String(), cert
	refused(t, own, "cannot be used")
}

func TestTheKeyCanBeTheSeedOfAnNkey(t *testing.T) {
	user := mustBe[nkeys.KeyPair](t)(nkeys.CreateUser())
	file := written(t, "seed", mustBe[[]byte](t)(user.Seed()))
	s, login := serve(t, cluster.ServeOptions{KeyFile: file})
	works(t, login)
	other := mustBe[nkeys.KeyPair](t)(nkeys.CreateUser())
	refused(t, cluster.Login{URL: s.URL(), KeyFile: written(t, "other", mustBe[[]byte](t)(other.Seed()))}, "refuses the key")
	account := mustBe[nkeys.KeyPair](t)(nkeys.CreateAccount())
	refused(t, cluster.Login{URL: s.URL(), KeyFile: written(t, "account", mustBe[[]byte](t)(account.Seed()))}, "must be that of a user")
}

// foreign starts a NATS server that gilsim has not started, and returns its URL.
func foreign(t *testing.T, o *nats.Options) (s *nats.Server, at string) {
	t.Helper()
	o.JetStream, o.StoreDir, o.Host, o.NoSigs, o.NoLog = true, t.TempDir(), "127.0.0.1", true, true
	if o.Port == 0 {
		o.Port = nats.RANDOM_PORT
	}
	s = mustBe[*nats.Server](t)(nats.NewServer(o))
	s.Start()
	t.Cleanup(func() {
		s.Shutdown()
		s.WaitForShutdown()
	})
	if !s.ReadyForConnections(patience) {
		t.Fatal("the server does not start")
	}
	return s, s.ClientURL()
}

func TestAServerOfTheUsersOwnTakesWhomItKnows(t *testing.T) {
	_, at := foreign(t, &nats.Options{Username: "me", Password: "secret"})
	refused(t, cluster.Login{URL: at}, "wants a key")
	known := mustBe[*url.URL](t)(url.Parse(at))
	known.User = url.UserPassword("me", "secret")
	works(t, cluster.Login{URL: known.String()})
	known.User = url.UserPassword("me", "guessed")
	refused(t, cluster.Login{URL: known.String()}, "wants a key")
}

// account makes an account, and returns its key, its name and what an operator says of it.
func account(t *testing.T, operator nkeys.KeyPair, limits jwt.JetStreamLimits) (key nkeys.KeyPair, name, claims string) {
	t.Helper()
	key = mustBe[nkeys.KeyPair](t)(nkeys.CreateAccount())
	name = mustBe[string](t)(key.PublicKey())
	c := jwt.NewAccountClaims(name)
	c.Limits.JetStreamLimits = limits
	return key, name, mustBe[string](t)(c.Encode(operator))
}

// credentialsOf returns a file of credentials for a new user of an account.
func credentialsOf(t *testing.T, account nkeys.KeyPair) string {
	t.Helper()
	user := mustBe[nkeys.KeyPair](t)(nkeys.CreateUser())
	claims := jwt.NewUserClaims(mustBe[string](t)(user.PublicKey()))
	text := mustBe[[]byte](t)(jwt.FormatUserConfig(mustBe[string](t)(claims.Encode(account)), mustBe[[]byte](t)(user.Seed())))
	return written(t, "user.creds", text)
}

func TestCredentialsOpenAServerWithAccounts(t *testing.T) {
	operator := mustBe[nkeys.KeyPair](t)(nkeys.CreateOperator())
	claims := mustBe[string](t)(jwt.NewOperatorClaims(mustBe[string](t)(operator.PublicKey())).Encode(operator))
	everything := jwt.JetStreamLimits{MemoryStorage: jwt.NoLimit, DiskStorage: jwt.NoLimit, Streams: jwt.NoLimit, Consumer: jwt.NoLimit}
	own, ownName, ownClaims := account(t, operator, everything)
	idle, idleName, idleClaims := account(t, operator, jwt.JetStreamLimits{})
	_, systemName, systemClaims := account(t, operator, jwt.JetStreamLimits{})
	known := &nats.MemAccResolver{}
	for name, claims := range map[string]string{ownName: ownClaims, idleName: idleClaims, systemName: systemClaims} {
		if err := known.Store(name, claims); err != nil {
			t.Fatal(err)
		}
	}
	_, at := foreign(t, &nats.Options{TrustedOperators: []*jwt.OperatorClaims{mustBe[*jwt.OperatorClaims](t)(jwt.DecodeOperatorClaims(claims))},
		AccountResolver: known, SystemAccount: systemName})
	works(t, cluster.Login{URL: at, KeyFile: credentialsOf(t, own)})
	refused(t, cluster.Login{URL: at}, "wants a key")
	stranger := mustBe[nkeys.KeyPair](t)(nkeys.CreateAccount())
	refused(t, cluster.Login{URL: at, KeyFile: credentialsOf(t, stranger)}, "refuses the key")
	refused(t, cluster.Login{URL: at, KeyFile: credentialsOf(t, idle)}, "no JetStream")
}
